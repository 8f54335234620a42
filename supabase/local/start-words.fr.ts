import type { StartWords } from "./start-words.ts";

export const FRENCH: StartWords = {
  steps: {
    folder: "Attente : un autre conteneur ou une autre machine utilise-t-il le dossier de données ?",
    database: "Ouverture de la base de données",
    platform: "Préparation de la base (PostGIS, rôles)",
    migrations: "Mise à jour du schéma",
    page: "Construction de la page",
    organisation: "Création de l’organisation",
    demo_accounts: "Démonstration : comptes",
    demo_records: "Démonstration : données fictives",
    demo_windows: "Démonstration : publication des fenêtres",
    closing: "Fermeture de la base de données",
  },
  notices: {
    release_secret_missing: ({ folder }) =>
      `Le secret de publication manque (${folder}/release.key). Tout fonctionne, sauf publier. Remettez ce fichier depuis votre sauvegarde des secrets ; il n’est jamais recréé, car les nouveaux chiffres ne s’accorderaient plus avec ceux déjà publiés.`,
    sessions_ended: () =>
      "La clé des comptes manquait et a été remplacée : tout le monde doit se reconnecter et configurer de nouveau son application d’authentification.",
    no_tls: ({ host }) =>
      `Écoute sur ${host} sans TLS : les mots de passe passent en clair sur le réseau. Placez un serveur mandataire HTTPS devant.`,
    fixed_day: ({ day }) =>
      `L’horloge du service est fixée au ${day} (--today now revient à la date réelle).`,
    began_again: () => "Le premier démarrage n’était pas allé à son terme : il reprend depuis le début.",
    not_for_real: () =>
      "Sans chiffrement du disque, cette base embarquée sert à la démonstration ; une coupure de courant n’est pas couverte.",
    backup_keys_here_only: () =>
      "Les clés des sauvegardes et de la publication ne sont que sur ce disque : perdues, rien ne se restaure. Enregistrez-les à part : npm run backup -- --keys FICHIER",
  },
  faults: {
    folder_held: ({ folder, pid }) =>
      `Le dossier de données ${folder} est utilisé par le processus ${pid}. Arrêtez-le (Ctrl-C dans sa fenêtre) ou choisissez un autre dossier : npm start -- --data DOSSIER`,
    folder_held_elsewhere: ({ folder, pid }) =>
      `Le dossier de données ${folder} est utilisé par un autre conteneur ou une autre machine (c’y est le processus ${pid}). Arrêtez-le ou choisissez un autre dossier : npm start -- --data DOSSIER`,
    folder_lost: ({ folder }) =>
      `Un autre serveur a pris le dossier de données ${folder} (celui-ci ne donnait plus signe de vie depuis 30 secondes), ou son verrou a été supprimé. Arrêt immédiat, pour qu’aucune donnée ne se perde.`,
    folder_unreadable: ({ file }) =>
      `${file} est illisible. Rien n’a été modifié ; remettez-le depuis une sauvegarde ou choisissez un autre dossier avec --data.`,
    port_in_use: ({ port }) =>
      `Le port ${port} est déjà utilisé ou interdit. Choisissez-en un autre : npm start -- --port ${Number(port) < 60000 ? Number(port) + 1 : 8788}`,
    host_unknown: ({ host }) =>
      `Cette machine n’a pas l’adresse ${host}. Sans --host, l’adresse est 127.0.0.1.`,
    demo_host: ({ host }) =>
      `Les comptes de démonstration ont un mot de passe public et sont refusés sur ${host}. Démarrez avec --empty et un autre dossier --data, ou sans --host.`,
    grid_refused: ({ srid }) =>
      `EPSG:${srid} ne peut pas être la grille : il faut un système projeté en mètres (3035 en Europe, 5070 aux États-Unis, zones UTM ailleurs).`,
    platform_missing: () =>
      "Ce PostgreSQL n’est pas préparé et ce compte n’en a pas le droit. En administrateur, une fois : psql -f supabase/local/platform.sql -f supabase/local/auth/tables.sql",
    database_unreachable: ({ code }) =>
      `La base de DATABASE_URL ne répond pas (${code}). Vérifiez DATABASE_URL et AUTHENTICATOR_URL.`,
    page_not_built: ({ said }) => `La page n’a pas pu être construite.\n${said}`,
    bad_metrics: () => "REPERE_METRICS veut PORT ou HÔTE:PORT.",
    disk_full: () => "Le disque est plein. Rien n’est perdu ; libérez de la place et redémarrez.",
  },
  options: {
    unknown_option: ({ word }) => `Option inconnue : ${word}`,
    missing_value: ({ word }) => `Il manque une valeur après ${word}`,
    bad_value: ({ word }) => `Valeur illisible : ${word}`,
  },
  usage: `npm start -- [options]
  --data DOSSIER       dossier de données (.repere)
  --port N             port (8787)
  --host ADRESSE       adresse d’écoute (127.0.0.1)
  --today AAAA-MM-JJ   fixe l’horloge du service ; « now » revient à la date réelle
  --empty              sans données de démonstration ; affiche le lien du premier compte admin
  --grid SRID[,dE,dN]  grille d’une nouvelle organisation (3035), décalages en km
  --name NOM           nom d’une nouvelle organisation
  --time-zone ZONE     fuseau horaire d’une nouvelle organisation (Europe/Paris)
  --small              démonstration plus petite
  --json               une ligne JSON sur la sortie standard quand tout est prêt`,
  seconds: (value) => `${value.toFixed(1).replace(".", ",")} s`,
  ready: ({ url }) => `Repère est prêt : ${url}`,
  demoAccount: ({ email, password }) =>
    `Données fictives. Connectez-vous avec ${email} et le mot de passe ${password}`,
  adminLink: ({ link }) =>
    `Pour créer le premier compte admin, ouvrez ce lien (une fois, dans les 7 jours) :\n  ${link}`,
  metrics: ({ url }) => `Métriques pour Prometheus : ${url}`,
  stopHint: "Ctrl-C pour arrêter.",
  stopped: "Arrêté.",
  unexpected: ({ code }) => `Le démarrage a échoué (${code}).`,
  askName: ({ proposed }) => `Nom de l’organisation [${proposed}] : `,
  askGrid: ({ proposed }) => `Système de référence de la grille, code EPSG [${proposed}] : `,
  badGrid: "Un code comme 3035, ou 3035,0,0 avec des décalages en km.",
  askBasemap: "Télécharger maintenant le fond de carte libre d’Île-de-France (communes, gares) ? [o/N] ",
  basemapHint: "Pour un fond de carte plus riche (communes, gares, lignes) : npm run basemap",
};
