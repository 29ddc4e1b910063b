//! The register of code lists for `GET /v1/code-lists`. A new list is one line here; a test finds a forgotten one.

use super::{InstrumentStatus, ObligationKind};
use crate::actor::{PostKind, Role};
use crate::application::codes as application;
use crate::assessment::codes as assessment;
use crate::code_list::CodeList;
use crate::commitment::codes as commitment;
use crate::complaint::codes::*;
use crate::complaint::event::EventKind;
use crate::complaint::gate::Action;
use crate::deadline::{DeadlineKind, DeadlineState};
use crate::document::DocumentKind;
use crate::evaluation::codes as evaluation;
use crate::finding::FindingKind;
use crate::identifier::{CreditCodeWarning, FaultReason, IdentifierKind};
use crate::notice::codes as notice;
use crate::rectification::codes as rectification;
use crate::refusal_filing::codes as refusal;
use crate::service_item::{DeferralMeasure, LegalForm, ServiceItemKind, WindowInstitution};
use crate::statistics::codes as statistics;
use crate::survey::{SurveyEventKind, SurveyKind};

/// Every public code list.
pub fn code_lists() -> &'static [&'static CodeList] {
    &[
        ComplaintChannel::CODE_LIST,
        ComplaintCategory::CODE_LIST,
        ComplaintStatus::CODE_LIST,
        RejectionGround::CODE_LIST,
        TriageOutcome::CODE_LIST,
        Complexity::CODE_LIST,
        ResultOutcome::CODE_LIST,
        TerminationGround::CODE_LIST,
        ConclusionGround::CODE_LIST,
        ComplainantOpinion::CODE_LIST,
        InvestigationMethod::CODE_LIST,
        Approval::CODE_LIST,
        ContactMethod::CODE_LIST,
        SupervisionKind::CODE_LIST,
        SupervisionCause::CODE_LIST,
        EscalationGround::CODE_LIST,
        Satisfaction::CODE_LIST,
        AccountabilityForm::CODE_LIST,
        Misconduct::CODE_LIST,
        ObstructionKind::CODE_LIST,
        PartyKind::CODE_LIST,
        ServiceItemKind::CODE_LIST,
        WindowInstitution::CODE_LIST,
        DeferralMeasure::CODE_LIST,
        LegalForm::CODE_LIST,
        Action::CODE_LIST,
        EventKind::CODE_LIST,
        application::ApplicationStatus::CODE_LIST,
        application::ApplicationOutcome::CODE_LIST,
        application::ApplicationChannel::CODE_LIST,
        application::ExaminationOutcome::CODE_LIST,
        application::ShortcomingKind::CODE_LIST,
        application::AcceptanceManner::CODE_LIST,
        application::SuspensionGround::CODE_LIST,
        application::GreenChannelGround::CODE_LIST,
        application::ServiceMethod::CODE_LIST,
        crate::application::gate::Action::CODE_LIST,
        crate::application::ApplicationEventKind::CODE_LIST,
        notice::NoticeKind::CODE_LIST,
        notice::NoticeStatus::CODE_LIST,
        notice::Competence::CODE_LIST,
        notice::EnquiryChannel::CODE_LIST,
        notice::Conformity::CODE_LIST,
        crate::notice::gate::Action::CODE_LIST,
        crate::notice::NoticeEventKind::CODE_LIST,
        commitment::CommitmentStatus::CODE_LIST,
        commitment::DeferralCause::CODE_LIST,
        commitment::ConsequenceKind::CODE_LIST,
        commitment::NotificationFault::CODE_LIST,
        crate::commitment::gate::Action::CODE_LIST,
        crate::commitment::CommitmentEventKind::CODE_LIST,
        refusal::RefusalKind::CODE_LIST,
        refusal::RefusalStatus::CODE_LIST,
        refusal::RefusalGround::CODE_LIST,
        refusal::AuthorityReview::CODE_LIST,
        refusal::RefusalBreach::CODE_LIST,
        crate::refusal_filing::gate::Action::CODE_LIST,
        crate::refusal_filing::RefusalEventKind::CODE_LIST,
        evaluation::RatingScale::CODE_LIST,
        evaluation::RatingGrade::CODE_LIST,
        evaluation::Grade::CODE_LIST,
        evaluation::Aspect::CODE_LIST,
        evaluation::EvaluationChannel::CODE_LIST,
        evaluation::DissatisfactionReason::CODE_LIST,
        evaluation::EvaluationStatus::CODE_LIST,
        evaluation::Anomaly::CODE_LIST,
        evaluation::VerificationOutcome::CODE_LIST,
        evaluation::TellingOutcome::CODE_LIST,
        evaluation::AppealGround::CODE_LIST,
        evaluation::SmsState::CODE_LIST,
        evaluation::InboundOutcome::CODE_LIST,
        crate::evaluation::gate::Action::CODE_LIST,
        crate::evaluation::EvaluationEventKind::CODE_LIST,
        rectification::RectificationTarget::CODE_LIST,
        rectification::RectificationStatus::CODE_LIST,
        rectification::ReviewResult::CODE_LIST,
        crate::rectification::gate::Action::CODE_LIST,
        crate::rectification::RectificationEventKind::CODE_LIST,
        SurveyKind::CODE_LIST,
        SurveyEventKind::CODE_LIST,
        assessment::PlanStatus::CODE_LIST,
        assessment::DutyHeading::CODE_LIST,
        assessment::TargetKind::CODE_LIST,
        assessment::AssessmentStatus::CODE_LIST,
        assessment::CheckMethod::CODE_LIST,
        assessment::AdjustmentDirection::CODE_LIST,
        assessment::EvidenceSource::CODE_LIST,
        assessment::EvidenceOutcome::CODE_LIST,
        assessment::AssessmentGrade::CODE_LIST,
        assessment::VetoGround::CODE_LIST,
        assessment::Deliberation::CODE_LIST,
        assessment::ObjectionOutcome::CODE_LIST,
        assessment::UnitConsequence::CODE_LIST,
        assessment::AnnualResult::CODE_LIST,
        crate::assessment::gate::Action::CODE_LIST,
        crate::assessment::AssessmentEventKind::CODE_LIST,
        statistics::Indicator::CODE_LIST,
        statistics::Measure::CODE_LIST,
        statistics::Dimension::CODE_LIST,
        statistics::Grain::CODE_LIST,
        statistics::CountedRecord::CODE_LIST,
        statistics::DatedBy::CODE_LIST,
        statistics::Comparison::CODE_LIST,
        statistics::FigureDirection::CODE_LIST,
        statistics::BottomConsequence::CODE_LIST,
        FindingKind::CODE_LIST,
        DocumentKind::CODE_LIST,
        DeadlineKind::CODE_LIST,
        DeadlineState::CODE_LIST,
        Role::CODE_LIST,
        PostKind::CODE_LIST,
        InstrumentStatus::CODE_LIST,
        ObligationKind::CODE_LIST,
        IdentifierKind::CODE_LIST,
        FaultReason::CODE_LIST,
        CreditCodeWarning::CODE_LIST,
    ]
}

/// The list with this name.
pub fn code_list(name: &str) -> Option<&'static CodeList> {
    code_lists().iter().find(|list| list.name == name).copied()
}
