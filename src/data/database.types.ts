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
      add_site_event: {
        Args: {
          event: string
          happened_on: string
          site: string
          state: string
          to_district?: number
          to_site?: string
        }
        Returns: Json
      }
      alert_links: { Args: Record<PropertyKey, never>; Returns: Json }
      alerts: { Args: Record<PropertyKey, never>; Returns: Json }
      alerts_due: { Args: Record<PropertyKey, never>; Returns: Json }
      allow_cells: {
        Args: { cells: number[]; monday: string; round?: string }
        Returns: Json
      }
      approve_recorder_column: {
        Args: {
          approve: boolean
          batch: string
          seen_rows?: number
          seen_values?: number
        }
        Returns: Json
      }
      archive_site: {
        Args: { archived?: boolean; site: string }
        Returns: Json
      }
      attack_report: { Args: Record<PropertyKey, never>; Returns: Json }
      audit_log: {
        Args: {
          action?: string
          actor_role?: string
          before?: number
          from_day?: string
          member?: string
          page_size?: number
          subject?: string
          to_day?: string
        }
        Returns: Json
      }
      batches: { Args: Record<PropertyKey, never>; Returns: Json }
      cancel_round: { Args: { round: string; version: number }; Returns: Json }
      close_alert: { Args: { alert: string; outcome: string }; Returns: Json }
      contacts: { Args: Record<PropertyKey, never>; Returns: Json }
      coverage: { Args: { sector?: string; slot?: string }; Returns: Json }
      create_alert_link: { Args: { days?: number }; Returns: Json }
      create_team: { Args: { name: string }; Returns: Json }
      debrief_round: {
        Args: { finish?: boolean; round: string; visits: Json }
        Returns: Json
      }
      decide_flows: {
        Args: { accept: boolean; request: string }
        Returns: Json
      }
      delete_round: { Args: { round: string; version: number }; Returns: Json }
      delete_sector: { Args: { sector: string }; Returns: Json }
      delete_template: {
        Args: { template: string; version: number }
        Returns: Json
      }
      end_membership: { Args: { member: string }; Returns: Json }
      erase_batch: { Args: { batch: string; dry_run?: boolean }; Returns: Json }
      erase_records: {
        Args: { dry_run?: boolean; organisation_name: string }
        Returns: Json
      }
      erase_row: {
        Args: { dry_run?: boolean; id: string; kind: string }
        Returns: Json
      }
      export_release: {
        Args: {
          breakdown?: string
          category?: string
          from_window?: string
          tier: string
          to_window?: string
        }
        Returns: Json
      }
      export_research: {
        Args: {
          breakdowns?: string[]
          flows?: boolean
          form?: string
          quarters: string[]
        }
        Returns: Json
      }
      export_visits: {
        Args: { from_day: string; to_day: string }
        Returns: Json
      }
      field_day: { Args: Record<PropertyKey, never>; Returns: Json }
      fill_week: { Args: { monday: string }; Returns: Json }
      flow_requests: { Args: Record<PropertyKey, never>; Returns: Json }
      follow_up: { Args: Record<PropertyKey, never>; Returns: Json }
      forbid_cells: {
        Args: { cells: number[]; monday: string; round?: string }
        Returns: Json
      }
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
      institutional_table: { Args: Record<PropertyKey, never>; Returns: Json }
      invitations: { Args: Record<PropertyKey, never>; Returns: Json }
      invite: {
        Args: { label?: string; replaces?: string; role: string; team?: string }
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
      merge_sites: { Args: { kept: string; merged: string }; Returns: Json }
      open_sites: { Args: { district: number }; Returns: Json }
      own_institutional: { Args: Record<PropertyKey, never>; Returns: Json }
      own_visits: { Args: { round: string }; Returns: Json }
      policy: { Args: Record<PropertyKey, never>; Returns: Json }
      policy_preview: { Args: { policy: Json; tier: string }; Returns: Json }
      publish: { Args: { dry_run?: boolean }; Returns: Json }
      publish_status: { Args: Record<PropertyKey, never>; Returns: Json }
      reject_round: { Args: { code: string; round: string }; Returns: Json }
      remove_institutional: { Args: { id: string }; Returns: Json }
      remove_site_event: { Args: { event: string }; Returns: Json }
      request_flows: {
        Args: { origin?: string; quarter: string }
        Returns: Json
      }
      request_profile: { Args: { quarter: string }; Returns: Json }
      research_flows: { Args: { quarter: string }; Returns: Json }
      research_leaves: { Args: { season: number }; Returns: Json }
      research_profile: { Args: { quarter: string }; Returns: Json }
      research_table: {
        Args: { breakdown?: string; quarter: string }
        Returns: Json
      }
      research_windows: { Args: Record<PropertyKey, never>; Returns: Json }
      retention: { Args: { dry_run?: boolean }; Returns: Json }
      revoke_alert_link: { Args: { link: string }; Returns: Json }
      revoke_invitation: { Args: { invitation: string }; Returns: Json }
      round_report: { Args: { round: string }; Returns: Json }
      save_alert: {
        Args: {
          alert: string
          cell: number
          due_on: string
          slot: string
          source: string
        }
        Returns: Json
      }
      save_attack_report: { Args: { report: Json }; Returns: Json }
      save_contacts: {
        Args: { coordination: string; on_call: string }
        Returns: Json
      }
      save_institutional: {
        Args: {
          departement: string
          id: string
          people: number
          quarter: string
          setting: string
        }
        Returns: Json
      }
      save_policy: {
        Args: { base_version: number; policy: Json }
        Returns: Json
      }
      save_rounds: { Args: { rounds: Json }; Returns: Json }
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
      save_sector_planning: {
        Args: { explore_percent: number; sector: string; slot_days: Json }
        Returns: Json
      }
      save_site: {
        Args: {
          cell: number
          code: string
          kind: string
          minors_band: number
          opened_on: string
          residents_band: number
          site: string
        }
        Returns: Json
      }
      save_template: { Args: { template: Json }; Returns: Json }
      save_territories: { Args: { answers: Json }; Returns: Json }
      sectors: { Args: Record<PropertyKey, never>; Returns: Json }
      site_heat: {
        Args: { from_window: string; to_window: string }
        Returns: Json
      }
      site_leaves: { Args: { season: number }; Returns: Json }
      site_windows: { Args: Record<PropertyKey, never>; Returns: Json }
      sites_due: { Args: Record<PropertyKey, never>; Returns: Json }
      start_round: { Args: { round: string }; Returns: Json }
      stop_conflicts: { Args: { monday: string }; Returns: Json }
      submit_alert: {
        Args: { cell: number; days: number; slot: string; token: string }
        Returns: Json
      }
      sync: { Args: { records: Json }; Returns: Json }
      teams: { Args: Record<PropertyKey, never>; Returns: Json }
      territories: { Args: { digests: string[] }; Returns: Json }
      undo_batch: { Args: { batch: string }; Returns: Json }
      validate_round: { Args: { round: string }; Returns: Json }
      week: { Args: { monday: string }; Returns: Json }
      window_calendar: { Args: Record<PropertyKey, never>; Returns: Json }
      windows: { Args: { tier: string }; Returns: Json }
      working_memory: { Args: { sector: string }; Returns: Json }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}
