interface ImportMetaEnv {
  /** The version of the atlas, from `package.json`. */
  readonly ATLAS_VERSION: string;
}
