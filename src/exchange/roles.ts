/** What a column can be; each role is given to one column at most. */
export const COLUMN_ROLES = [
  "date",
  "time",
  "slot",
  "lat",
  "lon",
  "x",
  "y",
  "point",
  "cell",
  "territory",
  "count",
  "count_boys",
  "count_girls",
  "place_kind",
  "gender",
  "age_band",
  "outcome",
  "seen_recently",
  "first_time",
  "minutes",
  "recorder",
  "person",
  "id",
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Header words of a role, on text as `plainWords` gives it: `sure` names it outright, `likely` may mean it. */
export interface RoleWords {
  readonly sure: RegExp;
  readonly likely: RegExp;
  /** Words that rule the role out. */
  readonly never?: RegExp;
  /** Words of a column that stands back where another says the same: when a record was typed, not when it was. */
  readonly weak?: RegExp;
  /** Words of a column that stands back behind every other: when a record was sent. */
  readonly last?: RegExp;
}

const ROUNDS = "maraudes?|tournees?|passages?|visites?|rencontres?|observations?|interventions?|releves?";
const PEOPLE = "jeunes?|mineurs?|enfants?|youths?|people|persons?|personnes?|contacts?|rencontres?";
/** Whom Mano counts by gender in an observation: those whom the team does not follow. */
const UNKNOWN = "(personnes|jeunes|mineurs)( non connues)?";

export const ROLE_WORDS: Readonly<Record<ColumnRole, RoleWords>> = {
  date: {
    sure: new RegExp(
      `^(date|jour|day|observe le|service date|date (de )?(la |l )?(${ROUNDS})|date d observation|date du passage)$`,
    ),
    likely: /\b(date|datetime|timestamp|horodatage|created|observe le|jour|day|start|quand|when)\b/,
    never: /\b(naissance|birth|dob|ne le|nee le|edited|modif\w*|updated?|maj|export\w*|fin|end)\b/,
    weak: /\b(created|creation|cree|creee|saisie|entered|entry|upload\w*)\b|^(start|today)$/,
    last: /^(submission( time| date)?|submitted( at| on)|soumise? le|date (de |d )?(soumission|envoi))$/,
  },
  time: {
    sure: /^(heure|time|hour|horaire|heure (de )?(debut|passage|rencontre|arrivee)|start time)$/,
    likely: /\b(heure|time|hour|horaire)\b/,
    never:
      /\b(fin|end|first time|zone|submission|submitted|soumission|created|creation|saisie|modif\w*|updated?)\b/,
  },
  slot: {
    sure: /^(creneau|slot|creneau horaire|tranche horaire|moment( de la journee)?|periode( de la journee)?|shift)$/,
    likely: /\b(creneau|slot|moment|periode|tranche horaire|shift)\b/,
  },
  lat: { sure: /^(lat|latitude|lat dd|lat wgs84|y lat|latitude y)$/, likely: /\b(lat|latitude)\b/ },
  lon: {
    sure: /^(lon|lng|long|longitude|lon dd|lon wgs84|x lon|longitude x)$/,
    likely: /\b(lon|lng|long|longitude)\b/,
  },
  x: {
    sure: /^(x|coord(onnees?)? x|x coord(onnees?)?|xcoord|easting|point x|geometry x|x (l93|l2e|lambert ?(93|2|ii)?|lamb93|utm|m))$/,
    likely: /\b(x|easting|est|xcoord)\b/,
  },
  y: {
    sure: /^(y|coord(onnees?)? y|y coord(onnees?)?|ycoord|northing|point y|geometry y|y (l93|l2e|lambert ?(93|2|ii)?|lamb93|utm|m))$/,
    likely: /\b(y|northing|nord|ycoord)\b/,
  },
  point: {
    sure: /^(point|geom|geometry|geometrie|wkt|coordonnees?( gps)?|coordinates?|gps|latlng|lat lon|location|geo ?point( 2d)?)$/,
    likely: /\b(point|geom\w*|wkt|coordonnees?|coordinates?|gps|position|localisation|location)\b/,
  },
  cell: {
    sure: /^(cell|maille|carreau|inspire|id ?inspire|idcar( 1km)?|id carr?(eau)? 1km|grd id|grid id|idk)$/,
    likely: /\b(cell|maille|carreau|inspire|idcar\w*|grid|grd)\b/,
  },
  territory: {
    sure: /^(territoires?( nom)?|nom du territoire|territory( name)?)$/,
    likely: /\b(territoires?|territory)\b/,
    never: /\b(id|type)\b/,
  },
  count: {
    sure: new RegExp(
      `^(count|nombre|nb|nbre|effectif|combien|(nombre|nb|nbre|number|count) (de |d |of )?(total (de |of )?)?(${PEOPLE})( rencontre\\w*)?)$`,
    ),
    likely: new RegExp(`\\b(count|nombre|nb|nbre|effectif|total|number|${PEOPLE})\\b`),
    never:
      /\b(id|nom|prenom|deja|minutes?|duree|adultes?|date|age|sexe|genre|type|lieu|materiel|mediations?|hommes?|femmes?|garcons?|filles?)\b/,
  },
  count_boys: {
    sure: new RegExp(
      `^(nombre|nb|nbre|number)( (de|d|of))?( ${UNKNOWN})? (hommes|garcons|men|boys)( rencontre\\w*)?$`,
    ),
    likely: /\b(nombre|nb|nbre|number)\b.*\b(hommes|garcons|men|boys)\b/,
    never: /\b(femmes|filles|women|girls)\b/,
  },
  count_girls: {
    sure: new RegExp(
      `^(nombre|nb|nbre|number)( (de|d|of))?( ${UNKNOWN})? (femmes|filles|women|girls)( rencontre\\w*)?$`,
    ),
    likely: /\b(nombre|nb|nbre|number)\b.*\b(femmes|filles|women|girls)\b/,
    never: /\b(hommes|garcons|men|boys)\b/,
  },
  place_kind: {
    sure: /^(place kind|type de lieu|nature du lieu|kind of place|place type|lieu type)$/,
    likely: /\b(lieu|place|site|type)\b/,
  },
  gender: { sure: /^(genre|sexe|gender|sex)$/, likely: /\b(genre|sexe|gender|sex)\b/ },
  age_band: {
    sure: /^(age|age band|age group|tranche d ?age|classe d ?age|ages?)$/,
    likely: /\b(age|ages)\b/,
    never: /\b(naissance|birth)\b/,
  },
  outcome: {
    sure: /^(outcome|issue|resultat( (du|de la) (passage|visite|maraude))?|result)$/,
    likely: /\b(outcome|issue|resultat|result|statut|status)\b/,
  },
  seen_recently: {
    sure: /^(seen recently|deja vue?s?( .*)?|deja rencontree?s?( .*)?|already (met|seen)( .*)?)$/,
    likely: /\b(deja|already|recently|connue?s?)\b/,
    never: /\bnon connue?s?\b/,
  },
  first_time: {
    sure: /^(first time|premiere (fois|rencontre)|primo (rencontre|contact)|nouveau|nouvelle|new)$/,
    likely: /\b(premiere?|first|nouveau|nouvelle|new|primo)\b/,
    never: /\b(name|nom|prenom)\b/,
  },
  minutes: {
    sure: /^(minutes?|duree( (en )?(min|minutes))?|duration( (in )?(min|minutes))?|temps passe)$/,
    likely: /\b(minutes?|duree|duration|min)\b/,
  },
  recorder: {
    sure: /^(recorder|created user|relevee? par|recorded by|observer|surveyor|enqueteur\w*|observateur|observatrice|educateur\w*|intervenante?|cree par|creee par|created by|saisie? par|auteure?)$/,
    likely:
      /\b(recorder|enqueteur\w*|observ\w+teur|educat\w+|intervenante?|cree par|creee par|saisie? par|created by|submitted by|auteure?)\b/,
  },
  person: {
    sure: /^(personne suivie id|id (de la )?personne( suivie)?)$/,
    likely: /\bpersonne suivie id\b/,
  },
  id: {
    sure: /^(uuid|guid|global ?id|instance ?id|meta instance ?id|row id|id ligne|record id)$/,
    likely: /\b(uuid|guid|globalid|instanceid)\b/,
  },
};
