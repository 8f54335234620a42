import { Button, Fieldset, Group, NumberInput, Radio, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import type { PolicyAnswer, PolicyFields } from "../../data/policy.ts";
import { FIELD_GROUPS, faultOf, fieldsOf, type NumberField, UNITS, wishOf } from "./policy-fields.ts";
import { usePolicyWords } from "./use-policy-words.ts";

interface FormProps {
  readonly policy: PolicyAnswer;
  readonly proposed: PolicyFields;
  readonly onChange: (proposed: PolicyFields) => void;
}

/** Every field of a policy with its bounds and the value in force. */
export function PolicyForm(props: FormProps) {
  const { policy, proposed, onChange } = props;
  const say = usePolicyWords();
  const changed = Object.keys(wishOf(policy.current, proposed)).length;
  return (
    <Stack gap="md">
      {FIELD_GROUPS.map(({ name, fields }) => (
        <Fieldset key={name} legend={say(`group_${name}`)}>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg" className="policy-fields">
            {fields.map((field) => (
              <Field key={field} field={field} {...props} />
            ))}
          </SimpleGrid>
        </Fieldset>
      ))}
      <UnitField {...props} />
      <Group justify="space-between">
        <Text>{say("changed", { count: changed })}</Text>
        <Button variant="default" disabled={changed === 0} onClick={() => onChange(fieldsOf(policy.current))}>
          {say("reset")}
        </Button>
      </Group>
    </Stack>
  );
}

function Field({ field, policy, proposed, onChange }: FormProps & { readonly field: NumberField }) {
  const say = usePolicyWords();
  const { from, to, choices } = policy.bounds[field];
  const now = policy.current[field];
  const label = say(`field_${field}`);
  const set = (value: number) => onChange({ ...proposed, [field]: value });
  if (choices) {
    return (
      <Select
        label={label}
        description={say("inForce", { now })}
        data={choices.map((value) => ({ value: String(value), label: say("km", { value }) }))}
        value={String(proposed[field])}
        onChange={(value) => set(Number(value))}
        allowDeselect={false}
      />
    );
  }
  const fault = faultOf(field, proposed, policy.bounds);
  return (
    <NumberInput
      label={label}
      description={say("bounds", { from, to, now })}
      value={proposed[field]}
      min={from}
      max={to}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      onChange={(value) => set(Number(value))}
      error={fault ? say(`fault_${fault}`, { from, to }) : undefined}
    />
  );
}

function UnitField({ policy, proposed, onChange }: FormProps) {
  const say = usePolicyWords();
  return (
    <Fieldset legend={say("group_unit")}>
      <Radio.Group
        value={proposed.unit}
        onChange={(value) =>
          onChange({ ...proposed, unit: UNITS.find((unit) => unit === value) ?? proposed.unit })
        }
        aria-label={say("group_unit")}
      >
        <Stack gap="sm">
          {UNITS.map((unit) => (
            <Radio
              key={unit}
              value={unit}
              label={say(`unit_${unit}`)}
              description={
                unit === policy.current.unit
                  ? `${say(`unit_${unit}_help`)} ${say("unitInForce")}`
                  : say(`unit_${unit}_help`)
              }
            />
          ))}
        </Stack>
      </Radio.Group>
    </Fieldset>
  );
}
