import type { Profile } from "../../data/profile.ts";
import type { ResearchWindows } from "../../data/research.ts";
import { SLOTS } from "../../domain/slot.ts";
import { useFormat } from "../../ui/format.ts";
import {
  decimalsOf,
  figureDecimals,
  figureInWords,
  intervalInWords,
  numberInWords,
} from "./figures-in-words.ts";
import { type ProfileFigure, profileRows, profileScale } from "./profile-figures.ts";
import { useMobilityWords } from "./use-mobility-words.ts";
import { useProfileWords } from "./use-profile-words.ts";
import "./profile-grid.css";

interface GridProps {
  readonly profile: Profile;
  readonly method: ResearchWindows["method"];
  readonly counts: boolean;
}

/** Seven days by four slots: a table whose cells draw their figure and its interval to one scale. */
export function ProfileGrid({ profile, method, counts }: GridProps) {
  const say = useProfileWords();
  const rows = profileRows(profile, method.flows.alpha, counts);
  const most = profileScale(rows);
  const places = rows.flat();
  const digits = {
    figures: figureDecimals(places.flatMap(({ figure }) => figure ?? [])),
    hours: decimalsOf(places.map(({ hours }) => hours)),
  };
  const hidden = places.filter(({ figure }) => figure?.kind === "hidden").length;
  if (!profile.hasEffort && !profile.hasValues) return <p>{say("noEffortKept")}</p>;
  return (
    <>
      <p className="mobility-note">
        {say(profile.hasValues ? (counts ? "counts" : "rates") : "effortOnly")}{" "}
        {hidden > 0 ? say("someHidden", { count: hidden, least: method.hidden_below }) : null}
      </p>
      <table className="profile-grid">
        <caption className="rp-hidden">{say("label")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="rp-hidden">{say("day")}</span>
            </th>
            {SLOTS.map((slot) => (
              <th key={slot} scope="col">
                {say(`slot_${slot}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row[0]?.place.weekday ?? at}>
              <th scope="row">{say(`day_${(at + 1) as 1}`)}</th>
              {row.map((each) => (
                <td key={each.place.slot}>
                  <Place {...each} most={most} digits={digits} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface PlaceProps extends ProfileFigure {
  readonly most: number;
  /** Decimals, the same in every place. */
  readonly digits: { readonly figures: number; readonly hours: number };
}

function Place({ figure, hours, most, digits }: PlaceProps) {
  const say = useProfileWords();
  const mobility = useMobilityWords();
  const format = useFormat();
  const spent = say("hours", { hours: numberInWords(format, hours, digits.hours) });
  if (!figure)
    return (
      <>
        <strong>{spent}</strong>
        <Line low={0} high={hours} value={undefined} most={most} />
      </>
    );
  return (
    <>
      <strong>{figureInWords(mobility, format, figure, digits.figures)}</strong>
      {figure.kind === "shown" ? (
        <>
          <span className="profile-grid-interval">
            {intervalInWords(mobility, format, figure, digits.figures)}
          </span>
          <Line {...figure} most={most} />
        </>
      ) : null}
      <span className="profile-grid-hours">{spent}</span>
    </>
  );
}

interface LineProps {
  readonly low: number;
  readonly high: number;
  /** Marked on the line; undefined: the line itself is the figure. */
  readonly value: number | undefined;
  readonly most: number;
}

const WIDTH = 64;

function Line({ low, high, value, most }: LineProps) {
  const x = (each: number) => (WIDTH * each) / most;
  return (
    <svg className="profile-grid-line" viewBox={`0 0 ${WIDTH} 8`} aria-hidden preserveAspectRatio="none">
      <line className="profile-grid-axis" x1={0} x2={WIDTH} y1={7.5} y2={7.5} />
      <line className="profile-grid-span" x1={x(low)} x2={x(high)} y1={4} y2={4} />
      {value === undefined ? null : <rect x={x(value) - 1.25} y={0.5} width={2.5} height={7} />}
    </svg>
  );
}
