import type { Language } from "../../domain/board/board.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import type { GroundStroke } from "../../state/walk/walk.ts";
import type { Handout } from "./drawScenes.ts";
import { ContentsPage, CoverPage, ScenePage, SourcesPage } from "./HandoutPages.tsx";
import { today } from "./sceneTexts.ts";

/** Scenes that a page of contents holds in three columns, each with the title of a chapter at worst. */
const mostRows = 48;
/** Scenes whose titles find room on the cover. */
const mostOnCover = 8;

interface HandoutPaperProps {
  handout: Handout;
  walk: Walk;
  language: Language;
  withNotes: boolean;
  address: string | null;
  /** What was drawn on the wall, where it is wished. */
  ink: readonly GroundStroke[];
}

/** All pages of a handout: cover, contents, one page a scene, sources. */
export function HandoutPaper({ handout, walk, language, withNotes, address, ink }: HandoutPaperProps) {
  const { scenes, pictures } = handout;
  const isShort = scenes.length <= mostOnCover;
  const contentsPages = isShort ? 0 : Math.ceil(scenes.length / mostRows);
  const total = 1 + contentsPages + scenes.length + 1;
  const first = 2 + contentsPages;
  const rows = scenes.map(({ scene }, index) => ({ scene, page: first + index }));
  return (
    <>
      <CoverPage
        page={1}
        total={total}
        language={language}
        title={walk.title[language]}
        date={today()}
        sceneCount={scenes.length}
        picture={pictures.find(({ before }) => !before)?.map ?? null}
        link={address}
        rows={isShort ? rows : []}
      />
      {Array.from({ length: contentsPages }, (_, index) => (
        <ContentsPage
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
          key={index}
          page={2 + index}
          total={total}
          language={language}
          rows={rows.slice(index * mostRows, (index + 1) * mostRows)}
        />
      ))}
      {scenes.map(({ scene, link, before }, index) => (
        <ScenePage
          key={scene.id}
          page={first + index}
          total={total}
          language={language}
          scene={scene}
          picture={pictures[index] ?? null}
          phaseBefore={before?.board.phase}
          link={link}
          withNotes={withNotes}
          ink={ink.filter((stroke) => stroke.scene === scene.id)}
        />
      ))}
      <SourcesPage page={total} total={total} language={language} />
    </>
  );
}
