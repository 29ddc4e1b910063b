//! Files handed in: judged by their content, kept byte for byte, each download on record.

use reqwest::multipart::{Form, Part};
use serde_json::json;
use yingshang_testkit::{Call, Options, TestServer};

use super::office::{Case, Office};

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

on_both_engines! {
    async fn ts_13_1_what_was_handed_in_comes_out_unchanged_and_every_download_is_on_record(office: Office) {
        let case = office.officer().registers(json!({})).await;
        let added =
            upload(&office, &case, form("告知书.pdf", PDF.to_vec()).text("description", "当场拍摄")).await.expect(201);
        assert_eq!((added.str("/media_type"), added.str("/file_name")), ("application/pdf", "告知书.pdf"));
        assert_eq!(added.str("/sha256"), "49c28c332031c5be46a9f1cc28754ba850448ac9d4ffcc1cbb169f779b66b273");
        assert_eq!((&added.body["size_bytes"], added.str("/description")), (&json!(PDF.len()), "当场拍摄"));

        let file = office.officer().client().get(added.header("location")).await.expect(200);
        assert_eq!(file.bytes, PDF);
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert!(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        assert_eq!((file.header("cache-control"), file.header("x-content-type-options")), ("no-store", "nosniff"));
        assert_eq!(office.kinds(&case).await, ["registered", "material_added", "material_downloaded"]);
        let entry = office.log(&case).await.pop().expect("an entry");
        assert_eq!(entry["actor_id"], json!(office.user("acceptance_officer")));
        assert_eq!(entry["payload"]["material_id"], added.body["id"]);
    }

    async fn the_content_tells_the_type_whatever_the_name_says(office: Office) {
        let case = office.officer().registers(json!({})).await;
        let program = [b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00".as_slice(), &[0; 200]].concat();
        for (name, content) in [
            ("告知书.pdf", program.clone()),
            ("照片.jpg", b"\x7fELF\x02\x01\x01\x00".repeat(20)),
            ("记录.txt", vec![0; 64]),
        ] {
            upload(&office, &case, form(name, content)).await.problem(415, "unsupported_media_type");
        }
        upload(&office, &case, form("空.pdf", Vec::new())).await.problem(422, "invalid");
        upload(&office, &case, Form::new().text("description", "没有文件")).await.problem(422, "invalid");
        upload(&office, &case, form("甲.txt", b"a".to_vec()).text("colour", "red")).await.problem(422, "invalid");
        let json = office.officer().client().post(&format!("/v1/complaints/{}/materials", case.id)).json(&json!({}));
        json.await.problem(415, "unsupported_media_type");
        // A name is a name, not a path.
        let added = upload(&office, &case, form("../../etc/passwd", b"a text".to_vec())).await.expect(201);
        assert_eq!(added.str("/file_name"), "passwd");
        let listed = office.officer().gets(&format!("/v1/complaints/{}/materials", case.id)).await;
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    }

    async fn the_same_content_twice_is_two_entries(office: Office) {
        let case = office.officer().registers(json!({})).await;
        let one = upload(&office, &case, form("一.pdf", PDF.to_vec())).await.expect(201);
        let two = upload(&office, &case, form("二.pdf", PDF.to_vec())).await.expect(201);
        assert_ne!(one.str("/id"), two.str("/id"));
        assert_eq!(one.str("/sha256"), two.str("/sha256"));
        for added in [&one, &two] {
            let file = office.officer().client().get(added.header("location")).await.expect(200);
            assert_eq!(file.bytes, PDF);
        }
        // With a key it is one.
        let again = |name: &'static str| {
            let call = office.officer().client().post(&format!("/v1/complaints/{}/materials", case.id));
            call.key("upload-1").form(form(name, PDF.to_vec()))
        };
        let (first, second) = (again("三.pdf").await.expect(201), again("三.pdf").await.expect(201));
        assert_eq!((first.text.clone(), second.header("idempotency-replayed")), (second.text.clone(), "true"));
        let listed = office.officer().gets(&format!("/v1/complaints/{}/materials", case.id)).await;
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(3));
    }

    async fn a_material_belongs_to_its_case(office: Office) {
        let (case, other) = (office.officer().registers(json!({})).await, office.officer().registers(json!({})).await);
        let added = upload(&office, &case, form("一.pdf", PDF.to_vec())).await.expect(201);
        let elsewhere = format!("/v1/complaints/{}/materials/{}", other.id, added.str("/id"));
        office.officer().client().get(&elsewhere).await.problem(404, "not_found");
        // No operation takes a material away.
        office
            .officer()
            .client()
            .call(reqwest::Method::DELETE, added.header("location"))
            .await
            .problem(405, "method_not_allowed");
    }
}

yingshang_testkit::both_engines! {
    async fn what_is_too_large_is_not_kept(server: TestServer) {
        let mut options = Options::default();
        options.settings.material_max_bytes = 1000;
        let engine = server.app.store.engine();
        let office = Office::open(TestServer::start_with(engine, options).await.expect("as the first one")).await;
        let case = office.officer().registers(json!({})).await;
        upload(&office, &case, form("一.txt", vec![b'a'; 1000])).await.expect(201);
        upload(&office, &case, form("二.txt", vec![b'a'; 1001])).await.problem(413, "too_large");
        let listed = office.officer().gets(&format!("/v1/complaints/{}/materials", case.id)).await;
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    }
}

/// A form with one file.
pub fn form(name: &str, content: Vec<u8>) -> Form {
    Form::new().part("file", Part::bytes(content).file_name(name.to_owned()))
}

pub fn upload<'a>(office: &'a Office, case: &Case, form: Form) -> Call<'a> {
    office
        .server
        .user("acceptance_officer", yingshang_testkit::PASSWORD)
        .post(&format!("/v1/complaints/{}/materials", case.id))
        .form(form)
}
