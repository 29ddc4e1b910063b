//! The tables as diesel sees them; the migrations say what they are for.

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    units (id) {
        id -> Text,
        code -> Text,
        name -> Text,
        kind -> Text,
        parent_id -> Nullable<Text>,
        phone -> Nullable<Text>,
        active -> Bool,
        source_system -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
        leader_in_charge_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    windows (id) {
        id -> Text,
        unit_id -> Text,
        code -> Text,
        name -> Text,
        institutions -> Text,
        active -> Bool,
        source_system -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    staff (id) {
        id -> Text,
        unit_id -> Text,
        window_id -> Nullable<Text>,
        name -> Text,
        position -> Nullable<Text>,
        post_kind -> Text,
        active -> Bool,
        source_system -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    users (id) {
        id -> Text,
        username -> Text,
        display_name -> Text,
        password_hash -> Text,
        must_change_password -> Bool,
        staff_id -> Nullable<Text>,
        unit_id -> Nullable<Text>,
        roles -> Text,
        active -> Bool,
        failed_logins -> Integer,
        locked_until_at -> Nullable<UtcTs>,
        password_changed_at -> UtcTs,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    sessions (id) {
        id -> Text,
        user_id -> Text,
        created_at -> UtcTs,
        last_used_at -> UtcTs,
        expires_at -> UtcTs,
        revoked_at -> Nullable<UtcTs>,
        revoke_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    refresh_tokens (token_hash) {
        token_hash -> Text,
        session_id -> Text,
        issued_at -> UtcTs,
        expires_at -> UtcTs,
        used_at -> Nullable<UtcTs>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    complaints (id) {
        id -> Text,
        number -> Text,
        version -> BigInt,
        status -> Text,
        channel -> Text,
        category -> Nullable<Text>,
        complexity -> Nullable<Text>,
        title -> Text,
        anonymous -> Bool,
        handling_unit_id -> Nullable<Text>,
        registered_by -> Nullable<Text>,
        received_at -> UtcTs,
        concluded_at -> Nullable<UtcTs>,
        archived_at -> Nullable<UtcTs>,
        next_due_on -> Nullable<Date>,
        next_due_at -> Nullable<UtcTs>,
        next_amber_at -> Nullable<UtcTs>,
        outcome -> Nullable<Text>,
        query_code_hash -> Nullable<Text>,
        source_system -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        search_text -> Text,
        document -> Text,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    complaint_respondents (complaint_id, position) {
        complaint_id -> Text,
        position -> Integer,
        unit_id -> Nullable<Text>,
        staff_id -> Nullable<Text>,
        staff_unit_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    complaint_investigators (complaint_id, user_id) {
        complaint_id -> Text,
        user_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    complaint_texts (text_key, complaint_id) {
        text_key -> BigInt,
        complaint_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    identities (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        revision -> BigInt,
        key_id -> Text,
        nonce -> Binary,
        sealed -> Binary,
        phone_hash -> Nullable<Text>,
        id_number_hash -> Nullable<Text>,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    deadlines (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        kind -> Text,
        item_id -> Nullable<Text>,
        unit_id -> Nullable<Text>,
        starts_on -> Date,
        limit_n -> Integer,
        limit_unit -> Text,
        due_on -> Nullable<Date>,
        due_at -> Nullable<UtcTs>,
        amber_at -> Nullable<UtcTs>,
        provisional -> Bool,
        rolled -> Bool,
        first_missing_on -> Nullable<Date>,
        stopped_since_on -> Nullable<Date>,
        closed_at -> Nullable<UtcTs>,
        closed_as -> Nullable<Text>,
        marked -> Text,
        terms -> Text,
        basis -> Text,
        trace -> Text,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    events (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        seq -> BigInt,
        kind -> Text,
        happened_at -> UtcTs,
        actor_kind -> Text,
        actor_id -> Nullable<Text>,
        payload -> Text,
        basis -> Text,
        prev_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    outbox (id) {
        id -> Text,
        topic -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        event_id -> Text,
        created_at -> UtcTs,
        feed_position -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    idempotency (scope_hash) {
        scope_hash -> Text,
        body_hash -> Text,
        status -> Integer,
        key_id -> Text,
        nonce -> Binary,
        answer -> Binary,
        created_at -> UtcTs,
        expires_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    counters (name, period) {
        name -> Text,
        period -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    calendar_years (year) {
        year -> Integer,
        facts -> Text,
        version -> BigInt,
        set_by -> Text,
        set_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    calendar_overlays (name) {
        name -> Text,
        facts -> Text,
        active -> Bool,
        version -> BigInt,
        set_by -> Text,
        set_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    materials (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        file_name -> Text,
        media_type -> Text,
        size_bytes -> BigInt,
        sha256 -> Text,
        storage_key -> Text,
        description -> Nullable<Text>,
        submitted_by_kind -> Text,
        submitted_by -> Nullable<Text>,
        received_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    jobs (name) {
        name -> Text,
        run_at -> UtcTs,
        claimed_until_at -> Nullable<UtcTs>,
        claimed_by -> Nullable<Text>,
        last_finished_at -> Nullable<UtcTs>,
        last_outcome -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    instrument_renewals (instrument_id) {
        instrument_id -> Text,
        renewed_until_on -> Nullable<Date>,
        successor -> Nullable<Text>,
        document_number -> Text,
        recorded_by -> Text,
        recorded_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    service_items (id) {
        id -> Text,
        code -> Text,
        active -> Bool,
        source_system -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    service_item_versions (id) {
        id -> Text,
        item_id -> Text,
        number -> Integer,
        effective_from -> Date,
        name -> Text,
        kind -> Text,
        unit_id -> Text,
        search_text -> Text,
        document -> Text,
        created_by -> Text,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    service_cases (id) {
        id -> Text,
        kind -> Text,
        number -> Text,
        version -> BigInt,
        status -> Text,
        category -> Nullable<Text>,
        outcome -> Nullable<Text>,
        unit_id -> Nullable<Text>,
        item_id -> Nullable<Text>,
        item_version -> Nullable<Integer>,
        application_id -> Nullable<Text>,
        registered_by -> Nullable<Text>,
        window_id -> Nullable<Text>,
        handler_id -> Nullable<Text>,
        received_at -> UtcTs,
        accepted_at -> Nullable<UtcTs>,
        ended_at -> Nullable<UtcTs>,
        next_due_on -> Nullable<Date>,
        next_due_at -> Nullable<UtcTs>,
        next_amber_at -> Nullable<UtcTs>,
        source_system -> Nullable<Text>,
        external_ref -> Nullable<Text>,
        search_text -> Text,
        document -> Text,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    findings (id) {
        id -> Text,
        kind -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        unit_id -> Nullable<Text>,
        user_id -> Nullable<Text>,
        found_on -> Date,
        basis -> Text,
        detail -> Text,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    documents (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        kind -> Text,
        item_id -> Nullable<Text>,
        number -> Nullable<Text>,
        issued_on -> Date,
        issued_by -> Nullable<Text>,
        content -> Text,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    document_templates (id) {
        id -> Text,
        service_item_id -> Text,
        kind -> Text,
        title -> Text,
        body -> Text,
        unit_id -> Text,
        filed_at -> Nullable<UtcTs>,
        filed_by -> Nullable<Text>,
        filing_number -> Nullable<Text>,
        active -> Bool,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    assessment_plans (id) {
        id -> Text,
        number -> Text,
        year -> Integer,
        plan_version -> Integer,
        status -> Text,
        title -> Text,
        document -> Text,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    assessment_targets (assessment_id) {
        assessment_id -> Text,
        plan_id -> Text,
        year -> Integer,
        target_kind -> Text,
        target_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    surveys (id) {
        id -> Text,
        number -> Text,
        kind -> Text,
        month -> Text,
        document -> Text,
        version -> BigInt,
        created_at -> UtcTs,
        updated_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    survey_responses (id) {
        id -> Text,
        survey_id -> Text,
        kind -> Text,
        unit_id -> Text,
        window_id -> Text,
        taken_on -> Date,
        scale -> Text,
        attitude -> Text,
        efficiency -> Text,
        grade -> Text,
        positive -> Bool,
        reasons -> Text,
        text -> Nullable<Text>,
        entered_by -> Nullable<Text>,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    queue_tickets (id) {
        id -> Text,
        window_id -> Text,
        unit_id -> Text,
        application_id -> Nullable<Text>,
        phone_hash -> Text,
        key_id -> Text,
        nonce -> Binary,
        sealed -> Binary,
        taken_on -> Date,
        taken_at -> UtcTs,
        created_by -> Nullable<Text>,
        created_at -> UtcTs,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    sms_messages (id) {
        id -> Text,
        invitation_id -> Text,
        state -> Text,
        phone_hash -> Text,
        key_id -> Text,
        nonce -> Binary,
        sealed -> Binary,
        body -> Text,
        provider -> Nullable<Text>,
        failure -> Nullable<Text>,
        queued_at -> UtcTs,
        dispatched_at -> Nullable<UtcTs>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    inbound_messages (id) {
        id -> Text,
        provider -> Text,
        message_id -> Text,
        outcome -> Text,
        refusal -> Nullable<Text>,
        evaluation_id -> Nullable<Text>,
        phone_hash -> Text,
        key_id -> Text,
        nonce -> Binary,
        sealed -> Binary,
        received_at -> UtcTs,
        created_at -> UtcTs,
    }
}

diesel::joinable!(service_item_versions -> service_items (item_id));

diesel::allow_tables_to_appear_in_same_query!(
    units,
    windows,
    staff,
    users,
    sessions,
    refresh_tokens,
    complaints,
    complaint_respondents,
    complaint_investigators,
    complaint_texts,
    identities,
    deadlines,
    events,
    outbox,
    idempotency,
    counters,
    calendar_years,
    calendar_overlays,
    materials,
    jobs,
    instrument_renewals,
    service_items,
    service_item_versions,
    service_cases,
    findings,
    documents,
    document_templates,
    evaluation_invitations,
    surveys,
    survey_responses,
    queue_tickets,
    sms_messages,
    inbound_messages,
    assessment_plans,
    assessment_targets,
);

diesel::table! {
    use diesel::sql_types::*;
    use crate::UtcTs;

    evaluation_invitations (id) {
        id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        application_number -> Text,
        item_id -> Nullable<Text>,
        item_name -> Text,
        unit_id -> Nullable<Text>,
        window_id -> Nullable<Text>,
        handler_id -> Nullable<Text>,
        service_channel -> Nullable<Text>,
        accepted_at -> UtcTs,
        channel -> Text,
        token_hash -> Text,
        key_id -> Text,
        nonce -> Binary,
        token_sealed -> Binary,
        counter_device_hash -> Nullable<Text>,
        phone_hash -> Nullable<Text>,
        invited_by -> Nullable<Text>,
        invited_at -> UtcTs,
        expires_at -> UtcTs,
        answered_at -> Nullable<UtcTs>,
        answer_device_hash -> Nullable<Text>,
        evaluation_id -> Nullable<Text>,
        attitude -> Nullable<Text>,
        efficiency -> Nullable<Text>,
        grade -> Nullable<Text>,
        positive -> Nullable<Bool>,
        set_aside -> Bool,
    }
}
