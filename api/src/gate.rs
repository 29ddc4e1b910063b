//! Who may call an operation. The gate is the first argument of every handler, so that it cannot be forgotten.

use std::marker::PhantomData;

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use yingshang_app::{App, Caller, Principal};
use yingshang_rules::Role;

use crate::problem::{Problem, table};

/// Who may call, as data: for the contract and for the tests that walk the route table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone.
    Open,
    /// The complainant, with number and query code.
    Complainant,
    /// Everyone who is logged in.
    SignedIn,
    /// Holders of one of the roles.
    Permission {
        /// `snake_case` name.
        name: &'static str,
        /// Chinese title.
        title: &'static str,
        /// Roles that have it.
        roles: &'static [Role],
    },
}

/// Lets a request in or refuses it.
pub trait Gate: Sized + 'static {
    /// Who gets through.
    const ACCESS: Access;

    /// 401 or 403 for everyone else.
    fn enter(request: &HttpRequest) -> impl Future<Output = Result<Self, Problem>>;

    /// Who called.
    fn caller(&self) -> Caller;
}

/// A permission: see [`permits`](crate::permits).
pub trait Permission: 'static {
    /// `snake_case` name.
    const NAME: &'static str;
    /// Chinese title.
    const TITLE: &'static str;
    /// Roles that have it.
    const ROLES: &'static [Role];
}

/// The caller is logged in and holds permission `P`.
#[derive(Debug)]
pub struct Permit<P> {
    principal: Principal,
    permission: PhantomData<P>,
}

impl<P> Permit<P> {
    /// The member of staff.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl<P: Permission> Gate for Permit<P> {
    const ACCESS: Access = Access::Permission { name: P::NAME, title: P::TITLE, roles: P::ROLES };

    async fn enter(request: &HttpRequest) -> Result<Self, Problem> {
        let principal = authenticate(request).await?;
        if principal.must_change_password {
            return Err(Problem::new(&table::PASSWORD_CHANGE_REQUIRED, "首次登录或密码已重置，须先修改密码。"));
        }
        if !principal.has_any(P::ROLES) {
            let detail = format!("办理本事项需要「{}」权限（{}）。", P::TITLE, P::NAME);
            return Err(Problem::new(&table::PERMISSION_DENIED, detail));
        }
        Ok(Self { principal, permission: PhantomData })
    }

    fn caller(&self) -> Caller {
        Caller::Staff(self.principal.clone())
    }
}

/// The caller is logged in; any role will do, even before a password change that is due.
#[derive(Debug)]
pub struct SignedIn {
    /// The account.
    pub principal: Principal,
}

impl Gate for SignedIn {
    const ACCESS: Access = Access::SignedIn;

    async fn enter(request: &HttpRequest) -> Result<Self, Problem> {
        Ok(Self { principal: authenticate(request).await? })
    }

    fn caller(&self) -> Caller {
        Caller::Staff(self.principal.clone())
    }
}

/// Anyone.
#[derive(Debug, Clone, Copy)]
pub struct Public;

impl Gate for Public {
    const ACCESS: Access = Access::Open;

    async fn enter(_: &HttpRequest) -> Result<Self, Problem> {
        Ok(Self)
    }

    fn caller(&self) -> Caller {
        Caller::Anyone
    }
}

async fn authenticate(request: &HttpRequest) -> Result<Principal, Problem> {
    let missing = || Problem::new(&table::UNAUTHENTICATED, "请先登录：请求头 Authorization 中没有访问令牌。");
    let token = bearer(request).ok_or_else(missing)?;
    Ok(yingshang_app::account::authenticate(application(request)?, token).await?)
}

fn bearer(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The application behind a request.
pub(crate) fn application(request: &HttpRequest) -> Result<&App, Problem> {
    let app = request.app_data::<Data<App>>();
    app.map(|data| data.get_ref()).ok_or_else(|| Problem::internal("the server was built without an application"))
}
