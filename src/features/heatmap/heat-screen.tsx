import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { MapScreen } from "../../ui/map-screen.tsx";

/** Carte. */
export function HeatScreen({ member }: { readonly member: Member; readonly links: ScreenLinks }) {
  return <MapScreen panelTitle="Carte" map={<p>{member.organisation.name}</p>} />;
}
