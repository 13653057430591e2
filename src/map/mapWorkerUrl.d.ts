/** Made by the build: the address of the map's worker. */
declare module "virtual:maplibre-worker-url" {
  const url: string;
  export default url;
}
