//! Materials: files handed in. Sniffed, hashed, kept apart from the database, never deleted, each download on record (TS-13.1).

use std::io::Write;

use aws_lc_rs::digest::{Context, SHA256};
use serde::Serialize;
use tempfile::NamedTempFile;
use utoipa::ToSchema;
use yingshang_calendar::Instant;
use yingshang_store::material::{self as rows, MaterialRow};

use crate::app::App;
use crate::error::AppError;
use crate::secret::hex;

/// Bytes looked at to tell the type.
const SNIFFED: usize = 8192;

/// Types that may be handed in: documents, pictures, sound and film of a hall or a phone call.
const ALLOWED: &[&str] = &[
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/bmp",
    "image/tiff",
    "audio/mpeg",
    "audio/amr",
    "audio/x-wav",
    "audio/m4a",
    "video/mp4",
    "text/plain",
];

/// 材料。
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MaterialView {
    /// 标识。
    pub id: String,
    /// 文件名。
    pub file_name: String,
    /// 按内容判断的类型。
    pub media_type: String,
    /// 大小，字节。
    pub size_bytes: i64,
    /// SHA-256。
    pub sha256: String,
    /// 说明。
    pub description: Option<String>,
    /// 提交人类别：staff 工作人员、complainant 投诉人。
    pub submitted_by_kind: String,
    /// 提交人账号。
    pub submitted_by: Option<String>,
    /// 收到时间。
    pub received_at: Instant,
}

impl From<MaterialRow> for MaterialView {
    fn from(row: MaterialRow) -> Self {
        Self {
            id: row.id,
            file_name: row.file_name,
            media_type: row.media_type,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
            description: row.description,
            submitted_by_kind: row.submitted_by_kind,
            submitted_by: row.submitted_by,
            received_at: row.received_at.0,
        }
    }
}

/// An upload on its way in.
pub struct Draft {
    file: NamedTempFile,
    hash: Context,
    head: Vec<u8>,
    size: u64,
    largest: u64,
}

/// A file that is safely kept, before its row is written.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Where.
    pub storage_key: String,
    /// SHA-256 of the content.
    pub sha256: String,
    /// From the content.
    pub media_type: String,
    /// Bytes.
    pub size_bytes: i64,
}

impl Draft {
    /// Begins an upload.
    pub fn begin(app: &App) -> Result<Self, AppError> {
        let file = app.storage.draft().map_err(AppError::internal)?;
        let largest = app.settings.material_max_bytes;
        Ok(Self { file, hash: Context::new(&SHA256), head: Vec::new(), size: 0, largest })
    }

    /// Takes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.size += bytes.len() as u64;
        if self.size > self.largest {
            let message = format!("文件超过上限 {} MiB。", self.largest / 1024 / 1024);
            return Err(AppError::TooLarge { message });
        }
        let sniff = SNIFFED.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..sniff]);
        self.hash.update(bytes);
        self.file.write_all(bytes).map_err(AppError::internal)
    }

    /// Ends the upload: checks the type and keeps the file.
    pub fn keep(self, app: &App) -> Result<Kept, AppError> {
        if self.size == 0 {
            return Err(AppError::invalid("/file", "empty_file", "文件是空的。"));
        }
        let media_type =
            sniff(&self.head).filter(|kind| ALLOWED.contains(kind)).ok_or_else(|| AppError::UnsupportedType {
                message: "不接受这种类型的文件；可以提交文档、图片、录音和录像。".to_owned(),
            })?;
        let sha256 = hex(self.hash.finish().as_ref());
        let storage_key = app.storage.keep(self.file, &sha256).map_err(AppError::internal)?;
        let size_bytes = i64::try_from(self.size).map_err(AppError::internal)?;
        Ok(Kept { storage_key, sha256, media_type: media_type.to_owned(), size_bytes })
    }
}

/// The type by content, whatever the name says. Text has no mark of its own: it is what decodes as UTF-8 or GB18030 without control
/// characters; only UTF-8 is told here.
fn sniff(head: &[u8]) -> Option<&'static str> {
    if let Some(kind) = infer::get(head) {
        return Some(kind.mime_type());
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    let plain = text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    plain.then_some("text/plain")
}

/// The last part of a file name as it was handed in, without folders or control characters, at most 200 characters.
pub fn clean_file_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = base.chars().filter(|c| !c.is_control()).take(200).collect();
    if clean.trim().is_empty() { "未命名".to_owned() } else { clean }
}

/// The materials of a subject; the caller must already have been let in.
pub(crate) fn list(
    conn: &mut yingshang_store::Conn,
    subject_kind: &str,
    subject_id: &str,
) -> Result<Vec<MaterialView>, AppError> {
    Ok(rows::list(conn, subject_kind, subject_id)?.into_iter().map(MaterialView::from).collect())
}
