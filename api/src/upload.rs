//! A file on its way in: `multipart/form-data` with a part `file` and optionally a part `description`. Streamed to the material folder;
//! nothing is kept of an upload that breaks off.

use actix_multipart::{Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::TryStreamExt;
use utoipa::ToSchema;
use yingshang_app::AppError;
use yingshang_app::material::{Draft, Kept};

use crate::body::BodyHash;
use crate::gate::application;
use crate::operation::{Argument, BodySheet, Sheet};
use crate::problem::{Problem, table};

/// Longest description, characters.
const MAX_DESCRIPTION: usize = 500;

/// 上传材料（multipart/form-data）。
#[derive(Debug, ToSchema)]
#[schema(as = UploadMaterialRequest)]
pub struct UploadForm {
    /// 文件。
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    pub file: String,
    /// 说明。
    #[schema(min_length = 1, max_length = 500)]
    pub description: Option<String>,
}

/// A file that has arrived and is kept.
#[derive(Debug)]
pub struct Upload {
    /// The kept file.
    pub kept: Kept,
    /// Name it was handed in under.
    pub file_name: String,
    /// What it shows.
    pub description: Option<String>,
}

impl Argument for Upload {
    async fn extract(request: &HttpRequest, payload: &mut Payload) -> Result<Self, Problem> {
        let app = application(request)?.clone();
        let mut parts = Multipart::from_request(request, payload).await.map_err(Problem::internal)?;
        let (mut draft, mut file_name, mut description) = (None, String::new(), None);
        while let Some(mut part) = parts.try_next().await.map_err(broken)? {
            match part.name() {
                Some("file") if draft.is_none() => {
                    let disposition = part.content_disposition();
                    file_name = disposition.and_then(|d| d.get_filename()).unwrap_or_default().to_owned();
                    let mut file = Draft::begin(&app)?;
                    while let Some(chunk) = part.try_next().await.map_err(broken)? {
                        file.write(&chunk)?;
                    }
                    draft = Some(file);
                }
                Some("description") if description.is_none() => {
                    let mut bytes = Vec::new();
                    while let Some(chunk) = part.try_next().await.map_err(broken)? {
                        bytes.extend_from_slice(&chunk);
                        if bytes.len() > MAX_DESCRIPTION * 4 {
                            return Err(too_long());
                        }
                    }
                    description = Some(readable(bytes)?);
                }
                _ => {
                    let message = "表单只能有一个 file 和一个 description";
                    return Err(AppError::invalid("", "unknown_field", message).into());
                }
            }
        }
        let draft = draft.ok_or_else(|| Problem::from(AppError::invalid("/file", "required", "必须提交文件")))?;
        let kept = web::block(move || draft.keep(&app)).await.map_err(Problem::internal)??;
        request.extensions_mut().insert(BodyHash(kept.sha256.clone()));
        Ok(Self { kept, file_name, description })
    }

    fn document(sheet: &mut Sheet) {
        let schema = UploadForm::name().into_owned();
        sheet.schemas.push((schema.clone(), <UploadForm as utoipa::PartialSchema>::schema()));
        sheet.body = Some(BodySheet { media_type: "multipart/form-data", schema });
    }
}

fn readable(bytes: Vec<u8>) -> Result<String, Problem> {
    let text = String::from_utf8(bytes).map_err(|_| Problem::new(&table::MALFORMED_BODY, "说明不是 UTF-8 文字。"))?;
    if text.trim().is_empty() {
        return Err(AppError::invalid("/description", "too_short", "说明不能为空白").into());
    }
    if text.chars().count() > MAX_DESCRIPTION { Err(too_long()) } else { Ok(text) }
}

fn too_long() -> Problem {
    AppError::invalid("/description", "too_long", "说明不得超过500字").into()
}

fn wrong_type() -> Problem {
    Problem::new(&table::UNSUPPORTED_MEDIA_TYPE, "本接口的 Content-Type 应为 multipart/form-data。")
}

/// The extractor tells a wrong content type only when the first part is asked for.
fn broken(error: MultipartError) -> Problem {
    use MultipartError::{ContentTypeIncompatible, ContentTypeMissing, ContentTypeParse};
    match error {
        ContentTypeMissing | ContentTypeParse | ContentTypeIncompatible => wrong_type(),
        _ => Problem::new(&table::MALFORMED_BODY, "表单不完整或者格式不对。"),
    }
}
