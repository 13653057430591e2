import { atlas } from "../geodata/catalogue.ts";

/** The page: map and panels meet here, through `state`. */
export function App() {
  return <h1>{atlas.title.zh}</h1>;
}
