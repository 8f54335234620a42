import type { StartWords } from "./start-words.ts";

export const ENGLISH: StartWords = {
  steps: {
    folder: "Waiting to see whether another container or machine uses the data folder",
    database: "Opening the database",
    platform: "Preparing the database (PostGIS, roles)",
    migrations: "Bringing the schema up to date",
    page: "Building the page",
    organisation: "Creating the organisation",
    demo_accounts: "Demonstration: accounts",
    demo_records: "Demonstration: invented records",
    demo_windows: "Demonstration: publishing the windows",
    closing: "Closing the database",
  },
  notices: {
    release_secret_missing: ({ folder }) =>
      `The publication secret is missing (${folder}/release.key). Everything works but publishing. Put the file back from your backup of secrets; it is never made again, since new figures would not agree with those already published.`,
    sessions_ended: () =>
      "The accounts' key was missing and was replaced: everyone has to sign in again and to set up the authenticator app anew.",
    no_tls: ({ host }) =>
      `Listening on ${host} without TLS: passwords cross the network in clear. Put a reverse proxy with HTTPS in front.`,
    fixed_day: ({ day }) => `The service clock stands at ${day} (--today now goes back to the real date).`,
    began_again: () => "The first start had not come to its end: starting it again from the beginning.",
    not_for_real: () =>
      "Without disk encryption, this embedded database is for demonstration; power loss is not covered.",
    backup_keys_here_only: () =>
      "The keys of backups and of publication are on this disk alone: without them nothing can be restored. Save them apart: npm run backup -- --keys FILE",
  },
  faults: {
    folder_held: ({ folder, pid }) =>
      `The data folder ${folder} is in use by process ${pid}. Stop it (Ctrl-C in its window), or choose another folder: npm start -- --data FOLDER`,
    folder_held_elsewhere: ({ folder, pid }) =>
      `The data folder ${folder} is in use by another container or machine (there it is process ${pid}). Stop that one, or choose another folder: npm start -- --data FOLDER`,
    folder_lost: ({ folder }) =>
      `Another server took over the data folder ${folder} (this one had not been heard for 30 seconds), or its lock file was removed. Stopped at once, so that no record is lost.`,
    folder_unreadable: ({ file }) =>
      `${file} cannot be read. Nothing was changed; put it back from a backup, or choose another folder with --data.`,
    port_in_use: ({ port }) =>
      `Port ${port} is in use or not allowed. Choose another: npm start -- --port ${Number(port) < 60000 ? Number(port) + 1 : 8788}`,
    host_unknown: ({ host }) => `This machine has no address ${host}. Leave --host out to use 127.0.0.1.`,
    demo_host: ({ host }) =>
      `Demonstration accounts have a public password and are refused on ${host}. Start with --empty and another --data folder, or without --host.`,
    grid_refused: ({ srid }) =>
      `EPSG:${srid} cannot be the grid: a projected reference system in metres is needed (3035 for Europe, 5070 for the USA, UTM zones elsewhere).`,
    platform_missing: () =>
      "This PostgreSQL is not prepared and this account may not do it. As an administrator, once: psql -f supabase/local/platform.sql -f supabase/local/auth/tables.sql",
    database_unreachable: ({ code }) =>
      `The database of DATABASE_URL does not answer (${code}). Check DATABASE_URL and AUTHENTICATOR_URL.`,
    page_not_built: ({ said }) => `The page could not be built.\n${said}`,
    bad_metrics: () => "REPERE_METRICS takes PORT or HOST:PORT.",
    disk_full: () => "The disk is full. Nothing was lost; make room and start again.",
  },
  options: {
    unknown_option: ({ word }) => `Unknown option: ${word}`,
    missing_value: ({ word }) => `A value is missing after ${word}`,
    bad_value: ({ word }) => `This value cannot be read: ${word}`,
  },
  usage: `npm start -- [options]
  --data FOLDER        data folder (.repere)
  --port N             port (8787)
  --host ADDRESS       address to listen on (127.0.0.1)
  --today YYYY-MM-DD   fixes the service clock; "now" goes back to the real date
  --empty              no demonstration data; prints the first admin's link
  --grid SRID[,dE,dN]  grid of a new organisation (3035), offsets in km
  --name NAME          name of a new organisation
  --time-zone ZONE     time zone of a new organisation (Europe/Paris)
  --small              smaller demonstration
  --json               one JSON line on standard output when ready`,
  seconds: (value) => `${value.toFixed(1)} s`,
  ready: ({ url }) => `Repère is ready: ${url}`,
  demoAccount: ({ email, password }) => `Invented data. Sign in as ${email} with ${password}`,
  adminLink: ({ link }) =>
    `To create the first admin account, open this link (once, within 7 days):\n  ${link}`,
  metrics: ({ url }) => `Metrics for Prometheus: ${url}`,
  stopHint: "Ctrl-C stops.",
  stopped: "Stopped.",
  unexpected: ({ code }) => `The start failed (${code}).`,
  askName: ({ proposed }) => `Name of the organisation [${proposed}]: `,
  askGrid: ({ proposed }) => `Reference system of the grid, EPSG code [${proposed}]: `,
  badGrid: "A code such as 3035, or 3035,0,0 with offsets in km.",
  askBasemap: "Download the open basemap of Île-de-France (communes, stations) now? [y/N] ",
  basemapHint: "For a richer basemap (communes, stations, lines): npm run basemap",
};
