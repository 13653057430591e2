import { Plus, Trash2 } from "lucide-react";
import { addRoute, changeRoute, removeRoute } from "../../domain/walk/editWalk.ts";
import { findRoutePlaces, sumSeconds } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import { chooseRoute } from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./Routes.module.css";
import { sayWalk, useWalkWords } from "./walkWords.ts";
import { writeTime } from "./writePlace.ts";

const suggestedMinutes = 15;

/** The routes of a walk: name, promised minutes against the sum of its scenes, and to add or take away. */
export function RouteEditor({ walk }: { walk: Walk }) {
  const { say, text } = useWalkWords();
  return (
    <section className={styles.editor} aria-label={say("routes")}>
      <h3>{say("routes")}</h3>
      {walk.routes.map((route) => (
        <fieldset key={route.id}>
          <legend>{text(route.title)}</legend>
          {(["zh", "en"] as const).map((language) => (
            <label key={language}>
              {`${say("routeName")} · ${say(language === "zh" ? "chinese" : "english")}`}
              <input
                value={route.title[language]}
                maxLength={60}
                onChange={(event) => {
                  const title = { ...route.title, [language]: event.currentTarget.value };
                  editWalk((open) => changeRoute(open, route.id, { title }), {
                    coalesceKey: `route ${route.id} ${language}`,
                  });
                }}
              />
            </label>
          ))}
          <label>
            {say("routeMinutes")}
            <input
              type="number"
              min={1}
              max={1440}
              value={route.minutes}
              onChange={(event) => {
                const minutes = event.currentTarget.valueAsNumber;
                if (minutes >= 1 && minutes <= 1_440)
                  editWalk((open) => changeRoute(open, route.id, { minutes }));
              }}
            />
          </label>
          <p data-off={Math.abs(sumSeconds(walk, route.id) - route.minutes * 60) > route.minutes * 6}>
            {say("routeSum", {
              count: findRoutePlaces(walk, route.id).length,
              time: writeTime(sumSeconds(walk, route.id)),
            })}
            <IconButton
              icon={Trash2}
              name={say("takeOff", { name: text(route.title) })}
              onClick={() => {
                if (useWalk.getState().route === route.id) chooseRoute(null);
                editWalk((open) => removeRoute(open, route.id));
              }}
            />
          </p>
        </fieldset>
      ))}
      <IconButton
        icon={Plus}
        name={say("addRoute")}
        labelled
        onClick={() =>
          editWalk((open) =>
            addRoute(
              open,
              { zh: sayWalk("newRoute", "zh"), en: sayWalk("newRoute", "en") },
              suggestedMinutes,
            ),
          )
        }
      />
    </section>
  );
}
