//! What has an id and a version, and the four ways it is answered: shown, listed, just made, just changed.

use actix_web::HttpResponse;
use serde::Serialize;
use yingshang_app::account::{UserView, UserWithPasswordView};
use yingshang_app::application::ApplicationView;
use yingshang_app::assessment::AssessmentView;
use yingshang_app::assessment_plan::AssessmentPlanView;
use yingshang_app::commitment::CommitmentView;
use yingshang_app::complaint::{ComplaintView, RegisteredComplaint};
use yingshang_app::document_template::DocumentTemplateView;
use yingshang_app::evaluation::EvaluationView;
use yingshang_app::notice::NoticeView;
use yingshang_app::organisation::{StaffView, UnitView, WindowView};
use yingshang_app::page::Slice;
use yingshang_app::rectification::RectificationView;
use yingshang_app::refusal_filing::RefusalFilingView;
use yingshang_app::service_item::{ServiceItemSummary, ServiceItemView};
use yingshang_app::sms::SmsMessageView;
use yingshang_app::survey::SurveyView;
use yingshang_app::{Answer, AppError};

use crate::page::{Page, Position};
use crate::reply::{self, IfNoneMatch};

/// A thing with an id and a version.
pub trait Resource: Serialize {
    /// Its id, the last part of its path.
    fn id(&self) -> &str;

    /// Its version, which is its entity tag.
    fn version(&self) -> i64;
}

macro_rules! resources {
    ($($view:ident),+) => {
        $(impl Resource for $view {
            fn id(&self) -> &str {
                &self.id
            }

            fn version(&self) -> i64 {
                self.version
            }
        })+
    };
}

resources!(
    UnitView,
    WindowView,
    StaffView,
    UserView,
    ServiceItemView,
    ServiceItemSummary,
    DocumentTemplateView,
    AssessmentPlanView,
    SmsMessageView
);

/// What a case file stands in: its id is that of the file.
macro_rules! cases {
    ($($view:ty),+) => {
        $(impl Resource for $view {
            fn id(&self) -> &str {
                &self.file.id
            }

            fn version(&self) -> i64 {
                self.version
            }
        })+
    };
}

cases!(
    ComplaintView,
    ApplicationView,
    NoticeView,
    CommitmentView,
    RefusalFilingView,
    EvaluationView,
    RectificationView,
    AssessmentView
);

impl Resource for SurveyView {
    fn id(&self) -> &str {
        &self.round.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// The complaint is the resource; the query code only comes with it once.
impl Resource for RegisteredComplaint {
    fn id(&self) -> &str {
        self.complaint.id()
    }

    fn version(&self) -> i64 {
        self.complaint.version()
    }
}

/// The account is the resource; the password only comes with it once.
impl Resource for UserWithPasswordView {
    fn id(&self) -> &str {
        self.user.id()
    }

    fn version(&self) -> i64 {
        self.user.version()
    }
}

/// Answers a read of one; 304 when the caller has this version.
pub fn shown(resource: &impl Resource, has: &IfNoneMatch) -> HttpResponse {
    reply::versioned(resource, resource.version(), has)
}

/// Answers a list in the order of the ids, without a total.
pub fn listed<T: Resource>(page: &Page, slice: Slice<T>) -> HttpResponse {
    page.answer(slice, None, |resource| Position::id(resource.id()))
}

/// What the write that made `resource` in the collection at `path` answers: 201 and where it is.
///
/// # Errors
/// [`AppError::Internal`] when it cannot be written as JSON.
pub fn created(path: &str, resource: &impl Resource) -> Result<Answer, AppError> {
    let href = format!("{path}/{}", resource.id());
    Ok(Answer::json(201, resource)?.etag(resource.version()).location(href))
}

/// What the write that changed `resource` answers: 200 and the new version.
///
/// # Errors
/// [`AppError::Internal`] when it cannot be written as JSON.
pub fn changed(resource: &impl Resource) -> Result<Answer, AppError> {
    Ok(Answer::json(200, resource)?.etag(resource.version()))
}
