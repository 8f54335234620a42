import type { AttackReport } from "../../data/attack-report.ts";
import type { Organisation } from "../../data/me.ts";
import type { PolicyAnswer } from "../../data/policy.ts";
import { useFormat } from "../../ui/format.ts";
import { AnnexRisk } from "./annex-risk.tsx";
import { FIELD_GROUPS } from "./policy-fields.ts";
import { useAnnexWords } from "./use-annex-words.ts";
import { usePolicyWords } from "./use-policy-words.ts";
import { Wide } from "./wide.tsx";
import "./annex.css";

interface AnnexProps {
  readonly organisation: Organisation;
  readonly policy: PolicyAnswer;
  readonly report: AttackReport | null;
}

const METHOD = ["Places", "Windows", "Threshold", "Noise", "Classes", "Once", "Roles", "Research"] as const;
const LIMITS = ["Memory", "Unit", "Collusion", "Paper", "Few", "Operator"] as const;

/** The document itself: it reads the same on the screen and on paper. */
export function Annex({ organisation, policy, report }: AnnexProps) {
  const say = useAnnexWords();
  const format = useFormat();
  return (
    <article className="annex" aria-label={say("document")}>
      <header>
        <h2 className="annex-title">{say("document")}</h2>
        <p>
          {say("of", {
            organisation: organisation.name,
            day: format.day(organisation.today),
            version: policy.current.version,
          })}
        </p>
        {organisation.fictitious ? <p>{say("fictitious")}</p> : null}
      </header>
      <section>
        <h3>{say("purposeTitle")}</h3>
        <p>{say("purpose")}</p>
      </section>
      <section>
        <h3>{say("methodTitle")}</h3>
        <ol>
          {METHOD.map((point) => (
            <li key={point}>{say(`method${point}`)}</li>
          ))}
        </ol>
      </section>
      <Parameters policy={policy} />
      <AnnexRisk report={report} timeZone={organisation.time_zone} />
      <section>
        <h3>{say("limitsTitle")}</h3>
        <ul>
          {LIMITS.map((point) => (
            <li key={point}>{say(`limit${point}`)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{say("retentionTitle")}</h3>
        <p>{say("retention")}</p>
      </section>
      <footer>
        <p>{say("signature")}</p>
      </footer>
    </article>
  );
}

function Parameters({ policy }: { readonly policy: PolicyAnswer }) {
  const say = useAnnexWords();
  const sayPolicy = usePolicyWords();
  const format = useFormat();
  const { current, bounds, budget } = policy;
  return (
    <section>
      <h3>{say("parametersTitle")}</h3>
      <Wide>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("parameter")}</th>
              <th scope="col">{say("value")}</th>
              <th scope="col">{say("bounds")}</th>
            </tr>
          </thead>
          <tbody>
            {FIELD_GROUPS.flatMap(({ fields }) => [...fields]).map((field) => (
              <tr key={field}>
                <th scope="row">{sayPolicy(`field_${field}`)}</th>
                <td>{format.number(current[field])}</td>
                <td>{say("fromTo", { from: bounds[field].from, to: bounds[field].to })}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{sayPolicy("group_unit")}</th>
              <td colSpan={2}>{sayPolicy(`unit_${current.unit}`)}</td>
            </tr>
            <tr>
              <th scope="row">{say("budget")}</th>
              <td colSpan={2}>
                {say("budgetLeft", {
                  epsilon: format.number(budget.epsilon),
                  left: format.number(Math.round(1000 * budget.left) / 1000),
                })}
              </td>
            </tr>
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
