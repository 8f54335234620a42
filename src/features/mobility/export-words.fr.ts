/** Words of files and figures that leave *Mobilités*, with their method sheet. */
export const exportWordsFr = {
  help: "Les valeurs publiées, leurs intervalles, les contours des mailles et une fiche de méthode, dans un seul fichier ZIP prêt pour un carnet de calcul. Chaque export est inscrit au journal.",
  quarters: "Trimestres",
  tables: "Tableaux",
  total: "Ensemble",
  place_kind: "Par lieu",
  age_band: "Par âge",
  gender: "Par genre",
  withFlows: "Avec les flux acceptés",
  download: "Télécharger (.zip)",
  needTable: "Choisissez au moins un trimestre et un tableau.",
  done: "{{name}} est enregistré : {{count, number}} lignes de valeurs.",
  zipName: "recherche-{{from}}-{{to}}",
  figureName: "figure-{{quarter}}",
  figure: "Figure de la carte",
  figureHelp:
    "La mesure et le trimestre que la carte montre, sur fond blanc, avec légende, source et numéro de publication dans l’image.",
  svg: "Figure (.svg)",
  png: "Figure (.png)",
  figureDone: "La figure est enregistrée.",
  figureFailed: "La figure n’a pas pu être dessinée. Réessayez, ou choisissez l’autre format.",
  figureSource: "Source : Repère, {{organisation}}, {{releases}}. Bruit à confidentialité différentielle.",
  flowWidest: "la plus large : {{value, number}}",
  flowsFromOutside_one:
    "{{count, number}} flux montré vient de l’extérieur du territoire : il n’a pas de flèche.",
  flowsFromOutside_other:
    "{{count, number}} flux montrés viennent de l’extérieur du territoire : ils n’ont pas de flèche.",
  release: "publication n° {{id}} ({{range}})",
  releases: "publications n° {{ids}} ({{range}})",
  fictitious: "Données inventées.",
  kmScale: "{{km, number}} km",
  methodTitle: "Fiche de méthode",
  readmeTitle: "Valeurs de recherche de Repère",
  docSource: "Source : Repère, {{organisation}}. Exporté le {{today}}.",
  docFictitious:
    "**Données inventées.** Elles viennent de la démonstration de Repère et ne parlent d’aucune personne réelle.",
  releasesTitle: "Publications",
  releasesHead: "n° | trimestre | publiée le | saison | plus petite maille | unité | version des règles",
  first_in_4_weeks: "première rencontre en 4 semaines",
  every_contact: "chaque rencontre",
  whatTitle: "Ce qui est compté",
  what: "Les contributions : chaque jeune rencontré·e dans la rue, hors lieux de vie, lors d’une tournée faite et non rejetée, selon l’unité ci-dessus. La date est la journée de service : une tournée de nuit porte la date du soir où elle a commencé. Ce qui arrive après la publication n’y entre jamais. Chaque trimestre a {{weeks, number}} semaines et paraît {{lag, number}} semaines après sa fin.",
  mechanismTitle: "Mécanisme",
  mechanism:
    "Confidentialité différentielle, par contribution. Chaque valeur de chaque maille est le compte exact plus un bruit géométrique à deux côtés, P(v) = (1 − α)/(1 + α) · α^|v|, tiré une seule fois par un générateur cryptographique et gardé pour toujours : redemander ne donne rien de plus.",
  mechanismHead: "tableau | α | ε | intervalle à 90 % d’une valeur",
  flowsTable: "Flux, ou profil par jour et créneau",
  budget:
    "Le budget est de ε ≤ {{budget, number}} pour 52 semaines, partition comprise. Une contribution est au plus dans une catégorie de chaque tableau : publier un tableau coûte l’ε de sa ligne, publier les quatre leur somme, {{sum, number}}.",
  intervals:
    "Les colonnes low_90 et high_90 sont l’intervalle à 90 % qui vient du mécanisme seul. La somme de n valeurs a un intervalle plus large, environ √n fois celui d’une valeur ; la différence de deux valeurs, environ √2 fois. Une différence dont l’intervalle contient zéro ne se distingue pas de l’absence de différence.",
  limitsTitle: "Limites",
  limit1:
    "Une valeur sous {{least, number}} est vide (flux : sous {{flowLeast, number}}, absente). Vide veut dire trop peu ou rien : ne la remplacez pas par zéro. Les sommes de valeurs montrées sont donc des minimums, au bruit près.",
  limit2:
    "Les comptes suivent les endroits où les équipes sont allées. La colonne minutes compte les passages complets × {{minutes, number}} minutes : rapportez les valeurs aux heures de passage avant de comparer des lieux.",
  limit3:
    "Les catégories portent chacune leur bruit : leur somme n’est pas égale au total, et les valeurs inconnues (« ? ») ne sont dans aucune.",
  limit4:
    "L’unité est la contribution, pas la personne : une même personne compte plusieurs fois sur un trimestre. Rien ici ne dit combien de jeunes il y a.",
  limit5:
    "Les mailles changent d’une saison à l’autre : comparez des saisons par carré, pas par numéro de maille.",
  limit6:
    "Présumé·e victime n’est jamais un fait établi. Ne cherchez pas à reconnaître quelqu’un ni à croiser ces valeurs avec des données nominatives.",
  limit7:
    "Le bruit seul montre une maille où personne n’a été rencontré avec une probabilité de {{totalGhost, number}} % (ensemble) ou de {{shareGhost, number}} % (autres tableaux), et un couple de districts sans flux avec {{flowGhost, number}} % : parmi des centaines de couples, des dizaines de petits flux ne sont que du bruit. Une petite valeur isolée ne prouve rien. Une maille proche du seuil paraît quand le bruit la relève : une somme de nombreuses valeurs qui le dépassent à peine est trop haute, de 1/(1 − α) par maille en moyenne au plus.",
  citationTitle: "Citation",
  citation:
    "{{organisation}} ({{year}}). Rencontres de jeunes par maille, {{releases}}. Repère, export du {{today}}.",
  filesTitle: "Fichiers",
  file_values: "values.csv : une ligne par trimestre, maille, tableau et catégorie.",
  file_leaves:
    "leaves.csv : les mailles de chaque saison, leur surface (km²) et leurs carrés (noms INSPIRE).",
  file_flows:
    "flows.csv : flux entre districts de 8 km ; outside : hors du territoire ; told_as : living (où la personne vit) ou previous (où elle était avant).",
  file_profile:
    "profile.csv : minutes de passage par jour de la semaine (1 : lundi) et créneau, sur tout le territoire ; les rencontres, là où elles ont été accordées à la place des flux.",
  file_geojson:
    "values-AAAA-MM-JJ.geojson : un trimestre par fichier, contours en WGS 84, valeurs en propriétés.",
  file_method: "METHODE.md et method.json : comment ces valeurs sont faites.",
  formatTitle: "Format",
  format: "CSV en UTF-8 avec marque d’ordre, point-virgule, une ligne d’en-tête. Vide : non publié.",
  pythonTitle: "Dans un carnet Python",
  rTitle: "Dans R",
  methodName: "METHODE",
  readmeName: "LISEZMOI",
} as const;
