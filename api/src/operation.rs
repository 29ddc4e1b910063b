//! One operation: path, method, handler and contract, put together from the handler itself.
//!
//! The arguments of a handler say what a request must bring, and each argument type both reads and documents its part
//! ([`Argument`]). So the contract cannot promise what the handler does not read, nor hide what it does.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, Handler, HttpMessage, HttpRequest, HttpResponse};
use futures_util::FutureExt;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::HttpMethod;
use utoipa::openapi::{RefOr, Schema};
use yingshang_app::App;

use crate::contract::Contract;
use crate::gate::{Access, Gate};
use crate::limit::RateLimits;
use crate::problem::{Problem, table};

/// What a handler returns.
pub type Outcome = Result<HttpResponse, Problem>;

/// Longest path segment; ids and numbers are shorter.
const MAX_SEGMENT: usize = 64;

/// The contract of one operation while its arguments write themselves into it.
#[derive(Default)]
pub struct Sheet {
    /// Query parameters and headers.
    pub parameters: Vec<utoipa::openapi::path::Parameter>,
    /// The body, if there is one.
    pub body: Option<BodySheet>,
    /// Components the arguments refer to.
    pub schemas: Vec<(String, RefOr<Schema>)>,
    /// The handler wants `If-Match`.
    pub if_match: bool,
    /// The handler answers `If-None-Match` with 304.
    pub if_none_match: bool,
    /// The handler writes: dry run, and with POST an idempotency key.
    pub writes: bool,
}

/// A request body in the contract.
#[derive(Debug, Clone)]
pub struct BodySheet {
    /// `application/json`, …
    pub media_type: &'static str,
    /// Name of the component that describes it.
    pub schema: String,
}

/// An argument of a handler after the gate.
pub trait Argument: Sized + 'static {
    /// Reads the argument.
    fn extract(request: &HttpRequest, payload: &mut Payload) -> impl Future<Output = Result<Self, Problem>>;

    /// Writes what it reads into the contract.
    fn document(sheet: &mut Sheet) {
        let _ = sheet;
    }
}

/// The application.
impl Argument for Data<App> {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let app = request.app_data::<Self>().cloned();
        app.ok_or_else(|| Problem::internal("the server was built without an application"))
    }
}

/// For what an argument type of its own would be too much: client address, headers.
impl Argument for HttpRequest {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        Ok(request.clone())
    }
}

/// The variable parts of the path. One that cannot be read names nothing there is: 404.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> Argument for Path<T> {
    async fn extract(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Problem> {
        let not_found = || Problem::new(&table::NOT_FOUND, "没有这一项，或您无权知悉。");
        if request.match_info().iter().any(|(_, segment)| segment.len() > MAX_SEGMENT) {
            return Err(not_found());
        }
        let path = actix_web::web::Path::<T>::from_request(request, payload).await;
        Ok(Self(path.map_err(|_| not_found())?.into_inner()))
    }
}

/// A handler whose first argument is a gate: nothing else can be put into the route table.
pub trait GatedHandler<Arguments>: Clone + Send + Sync + 'static {
    /// Who may call.
    const ACCESS: Access;

    /// Writes the arguments into the contract.
    fn document(sheet: &mut Sheet);

    /// Checks the gate, reads the arguments in their order, does the work.
    fn run(self, request: HttpRequest, payload: Payload) -> impl Future<Output = Outcome> + 'static;
}

macro_rules! gated_handler {
    ($($argument:ident)*) => {
        impl<F, G, $($argument,)*> GatedHandler<(G, $($argument,)*)> for F
        where
            F: Handler<(G, $($argument,)*), Output = Outcome> + Send + Sync,
            G: Gate,
            $($argument: Argument,)*
        {
            const ACCESS: Access = G::ACCESS;

            fn document(sheet: &mut Sheet) {
                $($argument::document(sheet);)*
                let _ = sheet;
            }

            #[allow(non_snake_case, unused_mut, unused_variables)]
            async fn run(self, request: HttpRequest, mut payload: Payload) -> Outcome {
                let gate = G::enter(&request).await?;
                check_query(&request)?;
                $(let $argument = $argument::extract(&request, &mut payload).await?;)*
                self.call((gate, $($argument,)*)).await
            }
        }
    };
}

gated_handler!();
gated_handler!(A);
gated_handler!(A B);
gated_handler!(A B C);
gated_handler!(A B C D);
gated_handler!(A B C D E);
gated_handler!(A B C D E H);

fn check_query(request: &HttpRequest) -> Result<(), Problem> {
    let operation = request.extensions().get::<OperationId>().map(|id| id.0.clone()).unwrap_or_default();
    let values = Contract::of(request)?.check_query(&operation, request.query_string())?;
    request.extensions_mut().insert(values);
    Ok(())
}

/// Which operation a request is for.
#[derive(Debug, Clone)]
pub(crate) struct OperationId(pub(crate) Arc<str>);

type Serve = dyn Fn(HttpRequest, Payload) -> Pin<Box<dyn Future<Output = Outcome>>> + Send + Sync;

/// An entry of the route table.
pub struct Operation {
    /// Verb first, as in the contract.
    pub id: Arc<str>,
    /// HTTP method.
    pub method: HttpMethod,
    /// Path with `{variables}`.
    pub path: String,
    /// Who may call.
    pub access: Access,
    /// What the attribute on the handler says of it.
    pub documented: utoipa::openapi::path::Operation,
    /// What the arguments say of it.
    pub sheet: Sheet,
    serve: Arc<Serve>,
}

impl Operation {
    /// From a handler and the description that `#[utoipa::path]` made beside it. Use [`operations!`](crate::operations).
    pub fn new<D, H, Arguments>(_: D, handler: H) -> Self
    where
        D: utoipa::Path + utoipa::__dev::SchemaReferences + utoipa::__dev::Tags<'static>,
        H: GatedHandler<Arguments>,
    {
        let mut documented = D::operation();
        documented.tags = Some(D::tags().into_iter().map(str::to_owned).collect());
        let mut sheet = Sheet::default();
        D::schemas(&mut sheet.schemas);
        H::document(&mut sheet);
        // A type lists what it refers to once for every way that leads there.
        sheet.schemas.sort_by(|(a, _), (b, _)| a.cmp(b));
        sheet.schemas.dedup();
        sheet.schemas.shrink_to_fit();
        Self {
            id: documented.operation_id.clone().unwrap_or_default().into(),
            method: D::methods().into_iter().next().unwrap_or(HttpMethod::Get),
            path: D::path(),
            access: H::ACCESS,
            documented,
            sheet,
            serve: Arc::new(move |request, payload| Box::pin(handler.clone().run(request, payload))),
        }
    }

    /// Without its part of the contract, which is large and needed only until the contract is made.
    pub fn without_contract(mut self) -> Self {
        self.documented = utoipa::openapi::path::Operation::default();
        self.sheet = Sheet::default();
        self
    }

    /// Answers one request.
    pub(crate) async fn serve(&self, request: HttpRequest, payload: Payload) -> HttpResponse {
        request.extensions_mut().insert(OperationId(self.id.clone()));
        let allowed = if self.is_rate_limited() { RateLimits::check(&request) } else { Ok(()) };
        let outcome = match allowed {
            Ok(()) => self.unless_it_panics(request.clone(), payload).await,
            Err(problem) => Err(problem),
        };
        outcome.unwrap_or_else(|problem| problem.respond(&request))
    }

    /// A panic is a fault of ours in one request, not the end of a connection.
    async fn unless_it_panics(&self, request: HttpRequest, payload: Payload) -> Outcome {
        let work = AssertUnwindSafe((self.serve)(request, payload)).catch_unwind();
        work.await.unwrap_or_else(|_| Err(Problem::internal(format_args!("{} panicked", self.id))))
    }

    /// What anyone can call and costs something: writes without an account, and every try of a query code.
    pub fn is_rate_limited(&self) -> bool {
        match self.access {
            Access::Complainant => true,
            Access::Open => !matches!(self.method, HttpMethod::Get),
            Access::SignedIn | Access::Permission { .. } => false,
        }
    }
}

/// The entries of the route table for handlers of this module: `operations![list_units, create_unit]`.
#[macro_export]
macro_rules! operations {
    ($($handler:ident),+ $(,)?) => {
        ::pastey::paste! { vec![$($crate::operation::Operation::new([<__path_ $handler>], $handler)),+] }
    };
}
