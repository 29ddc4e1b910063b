//! Every row of the case tables, and that the histories they start from lead where they say.

use yingshang_rules::application::ApplicationStatus;
use yingshang_rules::commitment::CommitmentStatus;
use yingshang_rules::notice::NoticeStatus;
use yingshang_rules::refusal_filing::RefusalStatus;

use super::course::{Case, counter_at, table};

#[test]
fn every_application_ends_as_the_law_says() {
    table(include_str!("../cases/application_courses.json")).iter().for_each(Case::check);
}

#[test]
fn every_enquiry_and_correction_is_told_once() {
    table(include_str!("../cases/notice_courses.json")).iter().for_each(Case::check);
}

#[test]
fn every_commitment_ends_as_it_was_told() {
    table(include_str!("../cases/commitment_courses.json")).iter().for_each(Case::check);
}

#[test]
fn every_refusal_goes_through_consent_service_and_filing() {
    table(include_str!("../cases/refusal_courses.json")).iter().for_each(Case::check);
}

#[test]
fn every_no_has_its_article() {
    table(include_str!("../cases/counter_refusals.json")).iter().for_each(Case::check);
}

/// Each state has a usual way to it, which the other tests build on.
#[test]
fn the_usual_ways_lead_to_every_state() {
    for status in ApplicationStatus::ALL {
        assert_eq!(counter_at(&format!("办件：{}", status.label())).application().status, *status);
    }
    for status in NoticeStatus::ALL {
        assert_eq!(counter_at(&format!("告知：{}", status.label())).notice().status, *status);
    }
    for status in CommitmentStatus::ALL {
        assert_eq!(counter_at(&format!("容缺：{}", status.label())).commitment().status, *status);
    }
    for status in RefusalStatus::ALL {
        assert_eq!(counter_at(&format!("否定：{}", status.label())).refusal().status, *status);
    }
}
