//! Materials of a complaint.

use std::io::Read;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH};
use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpResponse, error};
use futures_util::stream;
use serde::Serialize;
use utoipa::ToSchema;
use yingshang_app::material::MaterialView;
use yingshang_app::{Answer, App, complaint};

use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::{AddMaterial, ReadMaterial};
use crate::problem::Problem;
use crate::reply;
use crate::upload::Upload;
use crate::write::Write;

/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;

/// 一件投诉的材料。
#[derive(Debug, Serialize, ToSchema)]
pub struct Materials {
    /// 材料，先收到的在前。
    items: Vec<MaterialView>,
}

/// 查看材料目录
///
/// 材料只增不删（投诉办法第十三条第三项）。
#[utoipa::path(
    get,
    path = "/v1/complaints/{id}/materials",
    tag = super::TAG,
    responses((status = 200, description = "材料目录", body = Materials))
)]
pub async fn list_materials(permit: Permit<ReadMaterial>, Path(id): Path<String>, app: Data<App>) -> Outcome {
    let items = app.read(permit.caller(), move |read| complaint::materials(read, &id)).await?;
    Ok(reply::json(&Materials { items }))
}

/// 上传材料
///
/// 按内容判断类型，计算 SHA-256；可以提交文档、图片、录音和录像。
#[utoipa::path(
    post,
    path = "/v1/complaints/{id}/materials",
    tag = super::TAG,
    request_body(content = crate::upload::UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "已收下", body = MaterialView))
)]
pub async fn add_material(
    permit: Permit<AddMaterial>,
    Path(id): Path<String>,
    write: Write,
    upload: Upload,
    app: Data<App>,
) -> Outcome {
    write
        .run(&app, permit.caller(), move |tx| {
            let added = complaint::add_material(tx, &id, upload.kept, &upload.file_name, upload.description)?;
            Ok(Answer::json(201, &added)?.location(format!("/v1/complaints/{id}/materials/{}", added.id)))
        })
        .await
}

/// 下载材料
///
/// 每次下载都写入办理过程（投诉办法第十三条第三项）。
#[utoipa::path(
    get,
    path = "/v1/complaints/{id}/materials/{material_id}",
    tag = super::TAG,
    responses((status = 200, description = "文件内容", content_type = "application/octet-stream", body = Vec<u8>))
)]
pub async fn download_material(
    permit: Permit<ReadMaterial>,
    Path((id, material_id)): Path<(String, String)>,
    app: Data<App>,
) -> Outcome {
    let (view, key) =
        app.write_as(permit.caller(), "download", move |tx| complaint::download(tx, &id, &material_id)).await?;
    let opened = app.clone();
    let file = web::block(move || opened.storage.open(&key)).await.map_err(Problem::internal)?;
    Ok(send(&view, file.map_err(Problem::internal)?))
}

/// Always as a download: nothing handed in by a stranger is shown inside the service's own origin.
fn send(view: &MaterialView, file: Box<dyn Read + Send>) -> HttpResponse {
    let name: String = form_urlencoded::byte_serialize(view.file_name.as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
    HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, disposition))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_LENGTH, view.size_bytes))
        .content_type("application/octet-stream")
        .streaming(stream::unfold(Some(file), next_chunk))
}

type File = Box<dyn Read + Send>;

async fn next_chunk(file: Option<File>) -> Option<(Result<Bytes, actix_web::Error>, Option<File>)> {
    let mut file = file?;
    let read = web::block(move || {
        let mut chunk = Vec::with_capacity(CHUNK);
        let count = file.by_ref().take(CHUNK as u64).read_to_end(&mut chunk)?;
        Ok::<_, std::io::Error>((count, chunk, file))
    });
    match read.await {
        Ok(Ok((0, _, _))) => None,
        Ok(Ok((_, chunk, file))) => Some((Ok(chunk.into()), Some(file))),
        Ok(Err(failure)) => Some((Err(error::ErrorInternalServerError(failure)), None)),
        Err(failure) => Some((Err(error::ErrorInternalServerError(failure)), None)),
    }
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![list_materials, add_material, download_material]
}
