/** Safety notes that a sheet may carry, in the order of the paper; the same codes as `field.safety_codes`. */
export const SAFETY_NOTES = [
  "together",
  "partner_told",
  "return_call",
  "phone_charged",
  "badge_visible",
  "no_photo",
  "no_names",
  "leave_if_tense",
  "emergency_numbers",
  "traffic",
  "lamp",
  "weather",
] as const;
export type SafetyNote = (typeof SAFETY_NOTES)[number];
