//! The pattern of a step: permission, the version read, one body, one command; the case comes back as it stands afterwards.

use actix_web::web::Data;
use yingshang_app::complaint;
use yingshang_app::{App, Caller};
use yingshang_rules::complaint::Command;

use crate::operation::Outcome;
use crate::resource::changed;
use crate::write::{IfMatch, Write};

/// Takes `command` on the complaint `id` for `caller`.
pub(super) async fn take(
    caller: Caller,
    id: String,
    if_match: IfMatch,
    command: Command,
    write: Write,
    app: Data<App>,
) -> Outcome {
    write.run(&app, caller, move |tx| changed(&complaint::step(tx, &id, if_match.0, command)?)).await
}

/// Defines step operations: documentation, name, path below the complaint, permission, body, command, example.
macro_rules! steps {
    ($(
        $(#[$doc:meta])*
        $name:ident: $path:literal, $permit:ident, $body:ident => $command:ident, $example:tt;
    )+) => {
        $(
            $(#[$doc])*
            #[utoipa::path(
                post,
                path = $path,
                tag = crate::complaints::TAG,
                request_body(content = $body, example = json!($example)),
                responses((status = 200, description = "办理后的投诉举报", body = yingshang_app::complaint::ComplaintView))
            )]
            pub async fn $name(
                permit: crate::gate::Permit<crate::permits::$permit>,
                crate::operation::Path(id): crate::operation::Path<String>,
                if_match: crate::write::IfMatch,
                write: crate::write::Write,
                body: crate::body::Body<$body>,
                app: actix_web::web::Data<yingshang_app::App>,
            ) -> crate::operation::Outcome {
                let caller = crate::gate::Gate::caller(&permit);
                let command = yingshang_rules::complaint::Command::$command(body.0);
                crate::complaints::step::take(caller, id, if_match, command, write, app).await
            }
        )+

        pub(super) fn steps() -> Vec<crate::operation::Operation> {
            crate::operations![$($name),+]
        }
    };
}
pub(super) use steps;
