import type { PolicyAnswer, PolicyFields } from "../../data/policy.ts";

/** Fields of a policy as the form groups them. */
export const FIELD_GROUPS = [
  { name: "educator", fields: ["educator_k0", "educator_k1", "educator_weeks", "educator_lag_days"] },
  { name: "lead", fields: ["lead_k0", "lead_k1", "lead_k2", "lead_weeks", "lead_lag_days"] },
  { name: "leaves", fields: ["first_season_km", "min_leaf_km"] },
] as const;

/** A whole-number field. */
export type NumberField = (typeof FIELD_GROUPS)[number]["fields"][number];

/** Fields that open a new season where they change. */
export const SEASON_FIELDS: readonly NumberField[] = ["first_season_km", "min_leaf_km"];

export const UNITS = ["first_in_4_weeks", "every_contact"] as const;

/** A field's name with what it holds. */
export type Change = {
  readonly [Name in keyof PolicyFields]: {
    readonly field: Name;
    readonly from: PolicyFields[Name];
    readonly to: PolicyFields[Name];
  };
}[keyof PolicyFields];

const NUMBER_FIELDS: readonly NumberField[] = FIELD_GROUPS.flatMap(({ fields }) => [...fields]);

/** Every field of a policy, without its version and dates. */
export function fieldsOf(policy: PolicyFields): PolicyFields {
  const names = [...NUMBER_FIELDS, "unit"] as const;
  return Object.fromEntries(names.map((name) => [name, policy[name]])) as PolicyFields;
}

/** What differs between two policies, in the form's order. */
export function changesOf(from: PolicyFields, to: PolicyFields): readonly Change[] {
  const numbers = NUMBER_FIELDS.filter((field) => from[field] !== to[field]).map(
    (field): Change => ({ field, from: from[field], to: to[field] }),
  );
  if (from.unit === to.unit) return numbers;
  return [...numbers, { field: "unit", from: from.unit, to: to.unit }];
}

/** The fields that differ, with their new values: what the server is asked for. */
export function wishOf(from: PolicyFields, to: PolicyFields): Partial<PolicyFields> {
  return Object.fromEntries(changesOf(from, to).map(({ field, to: value }) => [field, value]));
}

/** What is wrong with a value, or undefined. The server checks the same and more. */
export function faultOf(
  field: NumberField,
  policy: PolicyFields,
  bounds: PolicyAnswer["bounds"],
): "bounds" | "order" | undefined {
  const { from, to, choices } = bounds[field];
  const value = policy[field];
  const fits = Number.isInteger(value) && value >= from && value <= to && (choices?.includes(value) ?? true);
  if (!fits) return "bounds";
  return field === "lead_k0" && value < policy.educator_k0 ? "order" : undefined;
}

/** True where no field is wrong. */
export function isSound(policy: PolicyFields, bounds: PolicyAnswer["bounds"]): boolean {
  return NUMBER_FIELDS.every((field) => faultOf(field, policy, bounds) === undefined);
}
