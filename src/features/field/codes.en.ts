import type { fieldCodesFr } from "./codes.fr.ts";

export const fieldCodesEn: Record<keyof typeof fieldCodesFr, string> = {
  need_food: "Food",
  need_clothing: "Clothes",
  need_hygiene: "Hygiene",
  need_care: "Care",
  need_shelter: "Shelter",
  need_schooling: "School",
  need_legal: "Rights",
  need_phone: "Phone",
  need_listening: "To be heard",
  need_protection: "Protection",
  to_child_protection: "Child protection",
  to_emergency_shelter: "Emergency shelter",
  to_day_centre: "Day centre",
  to_health: "Health",
  to_legal_aid: "Legal aid",
  to_education: "Schooling",
  to_return_visit: "Another visit",
  to_declined: "Declined",
};
