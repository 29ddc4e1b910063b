//! The QR code of an invitation, drawn from its token. The token is the fragment of the address: it never reaches the log of a server.

use actix_web::web::Data;
use qrcode::render::svg;
use qrcode::{Color, QrCode};
use yingshang_app::{App, evaluation};

use crate::gate::{Gate, Permit};
use crate::operation::{Operation, Outcome, Path};
use crate::permits::InviteToEvaluate;
use crate::problem::Problem;
use crate::reply;

/// Light modules around the code, as its standard wants.
const MARGIN: usize = 4;
/// Pixels of a module in the picture.
const SCALE: usize = 8;

/// What the code says: the page for ratings with the token behind it, or the token alone where no page is configured.
async fn code(permit: &Permit<InviteToEvaluate>, id: String, app: &Data<App>) -> Result<QrCode, Problem> {
    let token = app.read(permit.caller(), move |read| evaluation::qr_token(read, &id)).await?;
    let text = match &app.settings.evaluation_page {
        Some(page) => format!("{page}#{token}"),
        None => token,
    };
    QrCode::new(text.as_bytes()).map_err(Problem::internal)
}

/// 出示评价二维码（SVG）
///
/// 扫码进入评价页面。已经评价或者过期的不再出示。
#[utoipa::path(
    get,
    path = "/v1/evaluation-invitations/{id}/qr.svg",
    tag = super::TAG,
    responses((status = 200, description = "二维码", body = String, content_type = "image/svg+xml"))
)]
pub async fn get_evaluation_code_svg(
    permit: Permit<InviteToEvaluate>,
    Path(id): Path<String>,
    app: Data<App>,
) -> Outcome {
    let code = code(&permit, id, &app).await?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    Ok(reply::no_store().content_type("image/svg+xml").body(drawn))
}

/// 出示评价二维码（PNG）
///
/// 同上，供不能显示矢量图的设备使用。
#[utoipa::path(
    get,
    path = "/v1/evaluation-invitations/{id}/qr.png",
    tag = super::TAG,
    responses((status = 200, description = "二维码", body = Vec<u8>, content_type = "image/png"))
)]
pub async fn get_evaluation_code_png(
    permit: Permit<InviteToEvaluate>,
    Path(id): Path<String>,
    app: Data<App>,
) -> Outcome {
    let code = code(&permit, id, &app).await?;
    let picture = picture(&code).map_err(Problem::internal)?;
    Ok(reply::no_store().content_type("image/png").body(picture))
}

/// The code as a picture in black and white.
fn picture(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
    let modules = code.width();
    let side = (modules + 2 * MARGIN) * SCALE;
    let colors = code.to_colors();
    let dark = |x: usize, y: usize| match (x.checked_sub(MARGIN), y.checked_sub(MARGIN)) {
        (Some(x), Some(y)) if x < modules && y < modules => colors[y * modules + x] == Color::Dark,
        _ => false,
    };
    let pixels: Vec<u8> =
        (0..side * side).map(|place| if dark(place % side / SCALE, place / side / SCALE) { 0 } else { 255 }).collect();
    let mut bytes = Vec::new();
    let length = u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = png::Encoder::new(&mut bytes, length, length);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

pub(super) fn operations() -> Vec<Operation> {
    crate::operations![get_evaluation_code_svg, get_evaluation_code_png]
}
