import type { AttackReport } from "../../data/attack-report.ts";
import { useFormat } from "../../ui/format.ts";
import { attackName, missingAttacks, rounded } from "./attack-facts.ts";
import { useAnnexWords } from "./use-annex-words.ts";
import { useAttackWords } from "./use-attack-words.ts";
import { Wide } from "./wide.tsx";

/** Measured risk: every attack of the newest report, or the words that there is none. */
export function AnnexRisk({
  report,
  timeZone,
}: {
  readonly report: AttackReport | null;
  readonly timeZone: string;
}) {
  const say = useAnnexWords();
  if (!report) {
    return (
      <section>
        <h3>{say("riskTitle")}</h3>
        <p>{say("riskNone")}</p>
      </section>
    );
  }
  return <Measured report={report} timeZone={timeZone} />;
}

function Measured({ report, timeZone }: { readonly report: AttackReport; readonly timeZone: string }) {
  const say = useAnnexWords();
  const sayAttack = useAttackWords();
  const format = useFormat();
  const missing = missingAttacks(report);
  const ran = sayAttack("ran", {
    when: format.moment(report.ran_at, timeZone),
    commit: report.commit.slice(0, 7),
    trials: format.number(report.trials),
  });
  return (
    <section>
      <h3>{say("riskTitle")}</h3>
      <p>
        {say("risk")} {ran} {sayAttack(report.full ? "full" : "reduced")}
      </p>
      <Wide>
        <table>
          <thead>
            <tr>
              <th scope="col">{sayAttack("attack")}</th>
              <th scope="col">{sayAttack("measure")}</th>
              <th scope="col">{sayAttack("bound")}</th>
              <th scope="col">{sayAttack("unprotected")}</th>
              <th scope="col">{sayAttack("verdict")}</th>
            </tr>
          </thead>
          <tbody>
            {report.attacks.map((attack) => (
              <tr key={attack.id}>
                <th scope="row">
                  {attack.id}. {attackName(sayAttack, attack)}
                </th>
                <td>{format.number(rounded(attack.upper))}</td>
                <td>{format.number(rounded(attack.bound))}</td>
                <td>{format.number(rounded(attack.unprotected))}</td>
                <td>{sayAttack(attack.pass ? "pass" : "fail")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {missing.length > 0 ? <p>{sayAttack("missing", { list: missing.join(", ") })}</p> : null}
    </section>
  );
}
