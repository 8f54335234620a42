/** WebGL 2 without a graphics card, as in the browser tests. */
export const BROWSER_ARGS: string[] = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];
