/** Words of the annex for the impact assessment, plain enough to be signed by who is no statistician. */
export const annexWordsFr = {
  title: "Annexe pour l’AIPD",
  help: "À joindre à votre analyse d’impact. Elle est écrite à partir des règles en vigueur et du dernier rapport d’attaques.",
  print: "Imprimer l’annexe",
  printHelp: "A4, noir et blanc. Pour un fichier PDF, choisissez « Enregistrer au format PDF ».",
  document: "Repère : protection des jeunes dans les cartes",
  of: "{{organisation}}. État au {{day}}. Règles de publication, version {{version}}.",
  fictitious: "Démonstration : cette structure et ses données sont inventées.",
  purposeTitle: "1. À quoi servent les cartes",
  purpose:
    "Planifier les maraudes : où aller, et où l’on n’est pas allé depuis longtemps. Elles montrent des ordres de grandeur par maille, jamais une personne, un point ou un trajet. Elles ne servent ni à contrôler, ni à localiser une personne.",
  methodTitle: "2. Méthode",
  methodPlaces:
    "Aucune coordonnée n’est enregistrée : l’appareil retient seulement la maille de 1 km. Les mailles publiées font 1 à 8 km de côté et restent les mêmes pendant 52 semaines. Les rencontres dans un lieu de vie ne figurent sur aucune carte.",
  methodWindows:
    "Une carte couvre une période fixe. Elle paraît après un délai : elle ne dit jamais où quelqu’un se trouve maintenant.",
  methodThreshold:
    "Une maille n’est montrée que si assez de jeunes y ont été rencontré·es, même sans compter ce qu’a saisi la personne qui a le plus saisi, ni la plus grande rencontre, et après au moins trois passages à trois dates.",
  methodNoise:
    "Un nombre tiré au hasard, de −5 à +5, est ajouté avant tout seuil. Il est le même pour les mêmes personnes au même endroit et dans la même période : redemander n’apprend rien.",
  methodClasses:
    "Seule une tranche est montrée, jamais un nombre. « Non publié » veut dire trop peu ou rien : les deux sont la même réponse.",
  methodOnce:
    "Chaque carte est publiée une seule fois et ne change plus, même si une saisie est ajoutée, corrigée ou effacée.",
  methodRoles:
    "Chacun·e ne voit que ce que sa fonction demande : les éducateur·rices la carte de leur équipe, les responsables celle de la structure. Un second verrou protège les fonctions sensibles, et chaque ouverture est inscrite au journal.",
  methodResearch:
    "Les publications de recherche suivent la confidentialité différentielle : un bruit ajouté à toutes les valeurs, un budget fixe pour 52 semaines, un trimestre de retard.",
  parametersTitle: "3. Paramètres en vigueur",
  parameter: "Paramètre",
  value: "Valeur",
  bounds: "Bornes",
  fromTo: "{{from}} à {{to}}",
  budget: "Budget de recherche pour 52 semaines (ε)",
  budgetLeft: "{{epsilon}}, reste {{left}}",
  riskTitle: "4. Risque mesuré",
  risk: "Chaque attaque est rejouée sur des données inventées. La mesure est l’avantage de l’attaquant : 0, rien de plus que le hasard ; 1, certitude. « Sans protection » dit ce que la même attaque obtient sur des données brutes.",
  riskNone:
    "Aucun rapport d’attaques n’est enregistré : le risque n’est pas mesuré ici. Faites exécuter le rapport avant de signer.",
  limitsTitle: "5. Limites qui restent",
  limitMemory:
    "Mémoire de travail : un compte de responsable volé permet de lire, secteur par secteur, où des rencontres sont probables en ce moment. C’est le plus grand risque qui reste. Il est limité à un secteur à la fois, douze ouvertures par jour, un code récent, et chaque ouverture est inscrite.",
  limitUnit:
    "La protection porte sur une contribution. Elle vaut pour un·e jeune dans la mesure où les équipes marquent « déjà vu·e depuis 4 semaines ».",
  limitCollusion:
    "Deux éducateur·rices qui s’entendent et ajoutent de fausses saisies à chaque fenêtre peuvent apprendre davantage : un avantage d’environ 0,60 au bout de 13 fenêtres, selon le modèle.",
  limitPaper:
    "Qui rassemble les feuilles imprimées de 26 semaines distingue les mailles actives avec un avantage d’environ 0,33, selon le modèle. Les feuilles sont à ramasser.",
  limitFew: "Avec moins de trois personnes qui saisissent, les cartes des responsables restent vides.",
  limitOperator: "La personne qui gère le serveur peut lire les données brutes.",
  retentionTitle: "6. Conservation et droits",
  retention:
    "24 mois après la journée de service, les jeunes rencontré·es et les rencontres sont supprimés ; les passages perdent leur résultat ; les lieux de vie et les alertes fermés perdent leur maille. Le journal est gardé six mois, les sauvegardes 30 jours. Effacer une rencontre ne modifie aucune carte déjà publiée.",
  signature: "Date, nom et signature :",
} as const;
