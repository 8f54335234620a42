// Generated from supabase/logic by `npm run types`. Never edited.
type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  api: {
    Tables: {
      [_ in never]: never
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      approve_recorder_column: {
        Args: { approve: boolean; batch: string }
        Returns: Json
      }
      batches: { Args: Record<PropertyKey, never>; Returns: Json }
      coverage: { Args: { sector?: string; slot?: string }; Returns: Json }
      create_team: { Args: { name: string }; Returns: Json }
      delete_sector: { Args: { sector: string }; Returns: Json }
      follow_up: { Args: Record<PropertyKey, never>; Returns: Json }
      heat: {
        Args: {
          breakdown?: string
          category?: string
          from_window?: string
          tier: string
          to_window?: string
        }
        Returns: Json
      }
      import_batch: {
        Args: {
          batch: string
          file_digest: string
          finish: boolean
          has_recorder_column: boolean
          rows: Json
          team: string
        }
        Returns: Json
      }
      import_fate: { Args: { counts: Json }; Returns: Json }
      invitations: { Args: Record<PropertyKey, never>; Returns: Json }
      invite: {
        Args: { label?: string; role: string; team?: string }
        Returns: Json
      }
      join: { Args: { code: string }; Returns: Json }
      leaf_history: {
        Args: {
          breakdown?: string
          category?: string
          leaf: number
          tier: string
        }
        Returns: Json
      }
      leaves: { Args: { season: number }; Returns: Json }
      me: { Args: Record<PropertyKey, never>; Returns: Json }
      members: { Args: Record<PropertyKey, never>; Returns: Json }
      publish: { Args: { dry_run?: boolean }; Returns: Json }
      publish_status: { Args: Record<PropertyKey, never>; Returns: Json }
      revoke_invitation: { Args: { invitation: string }; Returns: Json }
      save_sector: {
        Args: {
          cells: number[]
          name: string
          sector: string
          target_days: number
          team: string
        }
        Returns: Json
      }
      sectors: { Args: Record<PropertyKey, never>; Returns: Json }
      site_heat: {
        Args: { from_window: string; to_window: string }
        Returns: Json
      }
      site_leaves: { Args: { season: number }; Returns: Json }
      site_windows: { Args: Record<PropertyKey, never>; Returns: Json }
      teams: { Args: Record<PropertyKey, never>; Returns: Json }
      undo_batch: { Args: { batch: string }; Returns: Json }
      windows: { Args: { tier: string }; Returns: Json }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}
