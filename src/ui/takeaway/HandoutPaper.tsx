import type { Language } from "../../domain/board.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { ContentsPage, CoverPage, ScenePage, SourcesPage } from "../print/HandoutPages.tsx";
import type { Handout } from "./drawScenes.ts";
import { today } from "./sceneTexts.ts";

/** Lines of contents that a page holds in three columns, chapter titles counted. */
const contentsLines = 96;

interface HandoutPaperProps {
  handout: Handout;
  walk: Walk;
  language: Language;
  withNotes: boolean;
  address: string | null;
}

/** All pages of a handout: cover, contents, one page a scene, sources. */
export function HandoutPaper({ handout, walk, language, withNotes, address }: HandoutPaperProps) {
  const { scenes, pictures } = handout;
  const perPage = Math.floor(contentsLines / 2);
  const contentsPages = Math.max(1, Math.ceil(scenes.length / perPage));
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
        picture={pictures[0] ?? null}
        link={address}
      />
      {Array.from({ length: contentsPages }, (_, index) => (
        <ContentsPage
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
          key={index}
          page={2 + index}
          total={total}
          language={language}
          rows={rows.slice(index * perPage, (index + 1) * perPage)}
        />
      ))}
      {scenes.map(({ scene, link }, index) => (
        <ScenePage
          key={scene.id}
          page={first + index}
          total={total}
          language={language}
          scene={scene}
          picture={pictures[index] ?? null}
          link={link}
          withNotes={withNotes}
        />
      ))}
      <SourcesPage page={total} total={total} language={language} />
    </>
  );
}
