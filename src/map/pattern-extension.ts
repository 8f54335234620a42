import { type Layer, LayerExtension } from "@deck.gl/core";

/** Patterns that are told apart without colour. */
const PATTERNS = ["diagonal", "dots", "cross"] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Distance between two lines or dots, in CSS pixels, at every zoom. */
const PERIOD_PX = 8;
/** Where the pattern is pinned on the ground, so that it moves with the map: any fixed point does. */
const ANCHOR: [number, number] = [2.35, 48.85];

const MODULE = {
  name: "pattern",
  fs: `\
layout(std140) uniform patternUniforms {
  vec2 origin;
  float period;
  float kind;
} pattern;
float pattern_line(float along) {
  float away = abs(mod(along, pattern.period) - 0.5 * pattern.period);
  return 1.0 - smoothstep(0.09, 0.19, away / pattern.period);
}
`,
  inject: {
    "fs:DECKGL_FILTER_COLOR": `
  vec2 place = gl_FragCoord.xy - pattern.origin;
  vec2 middle = mod(place, pattern.period) - 0.5 * pattern.period;
  float ink = pattern_line(place.x + place.y);
  if (pattern.kind > 1.5) ink = max(ink, pattern_line(place.x - place.y));
  if (pattern.kind > 0.5 && pattern.kind < 1.5) ink = 1.0 - smoothstep(0.16, 0.26, length(middle) / pattern.period);
  color.a *= ink;
  if (color.a < 0.01) discard;
`,
  },
  uniformTypes: { origin: "vec2<f32>", period: "f32", kind: "f32" },
} as const;

/**
 * Cuts a layer's fill into lines or dots of a constant width on the screen, pinned to the ground. A colour with
 * alpha 0 stays empty, so a pattern can cover some leaves of a layer and not the others.
 */
export class PatternExtension extends LayerExtension<{ readonly pattern: Pattern }> {
  static override extensionName = "PatternExtension";

  override getShaders(): unknown {
    return { modules: [MODULE] };
  }

  override draw(this: Layer, _params: unknown, extension: this): void {
    const { viewport, device } = this.context;
    const ratio = device.canvasContext?.cssToDeviceRatio() ?? 1;
    const [x = 0, y = 0] = viewport.project(ANCHOR);
    const period = PERIOD_PX * ratio;
    const origin = [(x * ratio) % period, ((viewport.height - y) * ratio) % period];
    const kind = PATTERNS.indexOf(extension.opts.pattern);
    this.setShaderModuleProps({ pattern: { origin, period, kind } });
  }
}
