//! Query parameters as a typed value. The contract has checked the whole query before the handler's arguments are read.

use actix_web::dev::Payload;
use actix_web::{HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use crate::operation::{Argument, Sheet};
use crate::problem::{Fault, Problem};

/// The checked query of a request: typed values by name.
#[derive(Debug, Clone, Default)]
pub struct QueryValues(pub Map<String, Value>);

impl QueryValues {
    /// Of this request.
    pub fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// One value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

/// The query parameters of an operation; `T` names them. Repeatable ones are `Vec`s with `#[serde(default)]`.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + IntoParams + 'static> Argument for Query<T> {
    async fn extract(request: &HttpRequest, _: &mut Payload) -> Result<Self, Problem> {
        let values = Value::Object(QueryValues::of(request).0);
        serde_path_to_error::deserialize(&values).map(Self).map_err(|error| {
            let name = error.path().to_string();
            let name = name.split(['.', '[']).next().unwrap_or_default();
            Problem::query(vec![Fault::parameter(name, "invalid", "取值不符合要求")])
        })
    }

    fn document(sheet: &mut Sheet) {
        sheet.parameters.extend(T::into_params(|| Some(ParameterIn::Query)));
    }
}
