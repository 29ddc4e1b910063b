//! The keys of the configuration.

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Name in the TOML file.
    pub name: &'static str,
    /// Name in the environment.
    pub env: &'static str,
    /// Default; empty where there is none.
    pub default: &'static str,
    /// What it does, with its unit.
    pub about: &'static str,
}

impl Key {
    /// As it stands in `.env.example`.
    pub fn example(&self) -> String {
        format!("# {}\n#{}={}\n", self.about, self.env, self.default)
    }
}

macro_rules! keys {
    ($( $name:literal $env:literal $default:literal $about:literal; )+) => {
        /// Every key, in the order of `.env.example`.
        pub const KEYS: &[Key] = &[$( Key { name: $name, env: $env, default: $default, about: $about } ),+];
    };
}

keys! {
    "listen" "YINGSHANG_LISTEN" "127.0.0.1:8080" "Address and port to listen on.";
    "data_dir" "YINGSHANG_DATA_DIR" "./data" "Folder of the SQLite database, uploaded materials and keys. Back it up as a whole.";
    "database_url" "DATABASE_URL" "" "Engine: none for SQLite in the data folder, or postgres://user:password@host/database.";
    "read_threads" "YINGSHANG_READ_THREADS" "2" "Connections that read, each with a thread of its own.";
    "queue" "YINGSHANG_QUEUE" "1024" "Units that may wait for the database before callers are told to come back (503).";
    "workers" "YINGSHANG_WORKERS" "2" "Threads that serve HTTP.";
    "log" "RUST_LOG" "info" "Log filter: error, warn, info, debug, or per module.";
    "bureau_name" "YINGSHANG_BUREAU_NAME" "县人力资源和社会保障局" "Name of the bureau, shown to the public.";
    "complaint_hotline" "YINGSHANG_COMPLAINT_HOTLINE" "" "Published complaint hotline.";
    "document_prefix" "YINGSHANG_DOCUMENT_PREFIX" "人社" "Word of the bureau in the numbers of its official texts, such as 开人社.";
    "document_numbers" "YINGSHANG_DOCUMENT_NUMBERS" "" "Number patterns that differ from the usual ones: kind=pattern, separated by ;.";
    "evaluation_page" "YINGSHANG_EVALUATION_PAGE" "" "Address of the page for ratings that QR codes open, with the token behind #; none: the code is the token.";
    "rulebook" "YINGSHANG_RULEBOOK" "" "A rulebook (TOML) instead of the one in the program.";
    "material_max_bytes" "YINGSHANG_MATERIAL_MAX_BYTES" "20971520" "Largest uploaded material, bytes.";
    "sms_providers" "YINGSHANG_SMS_PROVIDERS" "" "Text message providers and their secrets (32 characters or more of A-Z a-z 0-9 - _): name=secret, separated by ;.";
    "access_token_seconds" "YINGSHANG_ACCESS_TOKEN_SECONDS" "900" "Life of an access token, seconds.";
    "idle_seconds" "YINGSHANG_IDLE_SECONDS" "1800" "A session not refreshed for so long ends, seconds.";
    "absolute_seconds" "YINGSHANG_ABSOLUTE_SECONDS" "43200" "A session ends after so long whatever happens, seconds.";
    "lock_after_failures" "YINGSHANG_LOCK_AFTER_FAILURES" "5" "Wrong passwords before an account locks.";
    "lock_seconds" "YINGSHANG_LOCK_SECONDS" "900" "How long it stays locked, seconds.";
    "password_min_length" "YINGSHANG_PASSWORD_MIN_LENGTH" "10" "Shortest password, characters.";
    "argon2_memory_kib" "YINGSHANG_ARGON2_MEMORY_KIB" "19456" "Memory of password hashing, KiB.";
    "argon2_passes" "YINGSHANG_ARGON2_PASSES" "2" "Passes of password hashing.";
    "public_calls_per_minute" "YINGSHANG_PUBLIC_CALLS_PER_MINUTE" "60" "Calls a minute from one address to what needs no account (login, public complaints).";
    "trust_forwarded" "YINGSHANG_TRUST_FORWARDED" "false" "true behind a proxy that sets X-Forwarded-For: its last entry is the caller's address.";
    "identity_key" "YINGSHANG_IDENTITY_KEY" "" "Keys that seal identities, Base64 of 32 bytes each, newest last; none: made in the data folder.";
    "hash_key" "YINGSHANG_HASH_KEY" "" "Key of search hashes, Base64 of 32 bytes; none: made in the data folder.";
    "token_key" "YINGSHANG_TOKEN_KEY" "" "Key that signs access tokens, Ed25519 PKCS#8 DER in Base64; none: made in the data folder.";
    "demo_password" "YINGSHANG_DEMO_PASSWORD" "" "Password of all demo users, for `yingshang serve --demo` only; made up and printed when not set.";
}

/// Variables that begin like ours and are read elsewhere: the file itself, docker compose, the tests.
pub(super) const ELSEWHERE: &[&str] = &["YINGSHANG_CONFIG", "YINGSHANG_PORT", "YINGSHANG_REQUIRE_POSTGRES"];
