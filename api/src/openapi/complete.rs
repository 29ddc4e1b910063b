//! One operation, completed: security, parameters, body, answers.

use serde_json::{Value, json};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, Operation as Documented, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ObjectBuilder, Ref, RefOr, Required, Schema, SecurityRequirement, Type};

use super::{BEARER, COMPLAINT_NUMBER, QUERY_CODE, example, responses, schemas};
use crate::gate::Access;
use crate::operation::Operation;
use crate::write::MAX_KEY;

/// The variables that paths may have: name, Chinese description, longest text.
const PATH_VARIABLES: &[(&str, &str, usize)] = &[
    ("id", "标识", 36),
    ("request_id", "延期申请标识", 36),
    ("clue_id", "线索标识", 36),
    ("material_id", "材料标识", 36),
    ("order_id", "督办标识", 36),
    ("suspension_id", "中止计时标识", 36),
    ("evidence_id", "加减分依据标识", 64),
    ("duty_complaint_id", "容缺投诉登记标识", 36),
    ("year", "年度", 4),
    ("name", "名称", 64),
    ("code", "代码", 64),
    ("number", "版本号", 9),
    ("provider", "短信服务商名称", 64),
    ("secret", "短信服务商密钥", 128),
    ("kind", "文书种类，见代码表 document-kinds", 40),
];

/// The operation as it stands in the document.
pub(super) fn operation(operation: &Operation, components: &Value) -> Documented {
    let mut documented = operation.documented.clone();
    documented.security = Some(security(operation.access));
    documented.parameters = Some(parameters(operation).into_iter().map(RefOr::T).collect());
    documented.request_body = operation.sheet.body.as_ref().map(|body| {
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(&body.schema)))
            .example(Some(own_example(operation).unwrap_or_else(|| example::of_component(&body.schema, components))))
            .build();
        RefOr::T(RequestBodyBuilder::new().content(body.media_type, content).required(Some(Required::True)).build())
    });
    if let Access::Permission { name, title, roles } = operation.access {
        let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
        let permission = json!({"name": name, "title": title, "roles": roles});
        documented.extensions.get_or_insert_default().insert("x-permission".to_owned(), permission);
    }
    responses::complete(&mut documented, operation);
    documented
}

/// The example that stands beside the handler.
fn own_example(operation: &Operation) -> Option<Value> {
    let Some(RefOr::T(body)) = &operation.documented.request_body else { return None };
    body.content.values().find_map(|content| match content {
        RefOr::T(content) => content.example.clone(),
        RefOr::Ref(_) => None,
    })
}

fn security(access: Access) -> Vec<SecurityRequirement> {
    let none: [&str; 0] = [];
    match access {
        // An empty requirement says "nobody need log in" out loud; no requirement at all would only be silence.
        Access::Open => vec![SecurityRequirement::default()],
        Access::Complainant => vec![SecurityRequirement::new(COMPLAINT_NUMBER, none).add(QUERY_CODE, none)],
        Access::SignedIn | Access::Permission { .. } => vec![SecurityRequirement::new(BEARER, none)],
    }
}

fn parameters(operation: &Operation) -> Vec<Parameter> {
    let variables = operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Parameter> = variables.map(path_variable).collect();
    for mut own in operation.sheet.parameters.iter().cloned() {
        own.schema.iter_mut().for_each(schemas::limit_items);
        parameters.push(own);
    }
    if operation.sheet.writes {
        let schema = ObjectBuilder::new().schema_type(Type::Boolean).default(Some(false.into())).build();
        parameters.push(parameter(
            "dry_run",
            ParameterIn::Query,
            "只检查不保存：检查和答复相同，不留下任何记录",
            schema,
        ));
    }
    if operation.sheet.if_match {
        let description = "所读版本的 ETag；`*` 表示不论版本";
        let mut header = parameter("If-Match", ParameterIn::Header, description, text(64));
        header.required = Required::True;
        parameters.push(header);
    }
    if operation.sheet.if_none_match {
        let description = "已有版本的 ETag；没有变化时答复 304";
        parameters.push(parameter("If-None-Match", ParameterIn::Header, description, text(1000)));
    }
    if operation.method == HttpMethod::Post {
        let description = match operation.sheet.writes {
            true => "幂等键；同键同内容重发得到第一次的答复，保留72小时",
            false => "可带幂等键；本操作不保存答复，重发即重新执行",
        };
        parameters.push(parameter("Idempotency-Key", ParameterIn::Header, description, text(MAX_KEY)));
    }
    let description = "请求编号；不带时由服务生成，答复和日志中都有";
    parameters.push(parameter("X-Request-Id", ParameterIn::Header, description, text(64)));
    parameters
}

fn path_variable(name: &str) -> Parameter {
    let known = PATH_VARIABLES.iter().find(|(known, ..)| *known == name);
    let (_, description, length) = known.unwrap_or_else(|| panic!("path variable {name} is not described"));
    let schema = match name {
        "year" => integer(2000, 2100),
        "number" => integer(1, i32::MAX as isize),
        _ => text(*length),
    };
    let mut variable = parameter(name, ParameterIn::Path, description, schema);
    variable.required = Required::True;
    variable
}

fn parameter(name: &str, place: ParameterIn, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .description(Some(description))
        .required(Required::False)
        .schema(Some(schema))
        .build()
}

fn integer(minimum: isize, maximum: isize) -> utoipa::openapi::Object {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(minimum)).maximum(Some(maximum)).build()
}

fn text(max_length: usize) -> utoipa::openapi::Object {
    ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(max_length)).build()
}
