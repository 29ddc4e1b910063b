//! Configuration: environment first, then one TOML file (`YINGSHANG_CONFIG`), then the defaults. Every fault is told at once.

mod key;
mod values;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use yingshang_app::document::DocumentNumbers;
use yingshang_app::keys::KeysConfig;
use yingshang_app::settings::{SecuritySettings, Settings};
use yingshang_app::sms::SmsProviders;
use yingshang_store::StoreConfig;

use crate::server::ServerSettings;
pub use key::{KEYS, Key};
use values::Values;

/// Everything the binary needs to know.
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Folder of database, materials and keys.
    pub data_dir: PathBuf,
    /// The database address as given; `None`: SQLite in the data folder.
    pub database_url: Option<String>,
    /// Threads that read from the database.
    pub read_threads: usize,
    /// Units that may wait at each door of the store.
    pub queue: usize,
    /// Log filter.
    pub log: String,
    /// A rulebook instead of the embedded one.
    pub rulebook: Option<PathBuf>,
    /// How to serve.
    pub server: ServerSettings,
    /// What the use cases need.
    pub settings: Settings,
    /// Keys given from outside.
    pub keys: KeysConfig,
    /// Password of the demo users.
    pub demo_password: Option<String>,
}

impl Config {
    /// From environment variables and, where `YINGSHANG_CONFIG` names one, a TOML file.
    ///
    /// # Errors
    /// One line for every unknown key and every wrong value.
    pub fn load(environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<String>> {
        let mut values = Values::read(environment);
        let config = Self::from_values(&mut values);
        values.finish(config)
    }

    fn from_values(values: &mut Values) -> Self {
        let security = security(values);
        Self {
            listen: values.get("listen"),
            data_dir: values.get("data_dir"),
            database_url: values.optional("database_url"),
            read_threads: values.within("read_threads", 1, 64),
            queue: values.within("queue", 1, 100_000),
            log: values.get("log"),
            rulebook: values.optional("rulebook"),
            server: ServerSettings {
                workers: values.within("workers", 1, 64),
                public_calls_per_minute: NonZeroU32::new(values.within("public_calls_per_minute", 1, 100_000))
                    .unwrap_or(NonZeroU32::MIN),
                trust_forwarded: values.get("trust_forwarded"),
                handle_signals: true,
            },
            settings: Settings {
                bureau_name: values.get("bureau_name"),
                complaint_hotline: values.optional("complaint_hotline"),
                evaluation_page: values.optional("evaluation_page"),
                material_max_bytes: values.within("material_max_bytes", 1024, 1 << 30),
                document_numbers: document_numbers(values),
                sms_providers: sms_providers(values),
                security,
            },
            keys: KeysConfig {
                identity: values.optional("identity_key"),
                hash: values.optional("hash_key"),
                token: values.optional("token_key"),
            },
            demo_password: values.optional("demo_password"),
        }
    }

    /// Moves everything into a folder of its own, for the demo.
    pub fn for_demo(mut self) -> Self {
        self.data_dir = self.data_dir.join("demo");
        // Never into a database that someone works in.
        self.database_url = None;
        self
    }

    /// How to open the store.
    pub fn store(&self) -> StoreConfig {
        let in_folder = || format!("sqlite:{}", self.data_dir.join("yingshang.db").display());
        let url = self.database_url.clone().unwrap_or_else(in_folder);
        StoreConfig { url, read_threads: self.read_threads, queue: self.queue }
    }
}

fn document_numbers(values: &mut Values) -> DocumentNumbers {
    let prefix: String = values.get("document_prefix");
    let own: String = values.get("document_numbers");
    DocumentNumbers::new(&prefix, &own).unwrap_or_else(|faults| {
        for fault in faults {
            values.fault("document_numbers", &fault.to_string());
        }
        DocumentNumbers::default()
    })
}

fn sms_providers(values: &mut Values) -> SmsProviders {
    let given: String = values.optional("sms_providers").unwrap_or_default();
    SmsProviders::read(&given).unwrap_or_else(|fault| {
        values.fault("sms_providers", fault);
        SmsProviders::default()
    })
}

fn security(values: &mut Values) -> SecuritySettings {
    SecuritySettings {
        access_token_seconds: values.within("access_token_seconds", 60, 3600),
        idle_seconds: values.within("idle_seconds", 60, 86_400),
        absolute_seconds: values.within("absolute_seconds", 300, 86_400),
        lock_after_failures: values.within("lock_after_failures", 1, 100),
        lock_seconds: values.within("lock_seconds", 1, 86_400),
        password_min_length: values.within("password_min_length", 8, 128),
        argon2_memory_kib: values.within("argon2_memory_kib", 8, 1 << 20),
        argon2_passes: values.within("argon2_passes", 1, 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        Config::load(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn nothing_need_be_configured() {
        let config = load(&[("HOME", "somewhere")]).unwrap_or_else(|faults| panic!("{faults:?}"));
        let defaults = Settings::default();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.store().url, "sqlite:./data/yingshang.db");
        assert_eq!(config.settings.material_max_bytes, defaults.material_max_bytes);
        assert_eq!(config.settings.security.argon2_memory_kib, defaults.security.argon2_memory_kib);
        assert_eq!(config.settings.security.lock_seconds, defaults.security.lock_seconds);
        assert_eq!(config.settings.bureau_name, defaults.bureau_name);
        assert_eq!(config.for_demo().store().url, "sqlite:./data/demo/yingshang.db");
    }

    #[test]
    fn every_fault_is_told_and_no_value_is_repeated() {
        let wrong = [
            ("YINGSHANG_LISTEN", "here"),
            ("YINGSHANG_QUEUE", "0"),
            ("YINGSHANG_LISTNE", "127.0.0.1:1"),
            ("YINGSHANG_TRUST_FORWARDED", "secret-text"),
        ];
        let faults = load(&wrong).err().expect("faults");
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults.iter().all(|fault| !fault.contains("secret-text")));
    }

    #[test]
    fn a_pattern_that_gives_no_numbers_stops_the_start() {
        let own = "correction_notice={prefix}补〔{year}〕号;letters={year}{n}";
        let faults = load(&[("YINGSHANG_DOCUMENT_NUMBERS", own)]).err().expect("faults");
        assert_eq!(faults.len(), 2, "{faults:?}");
        let said = "YINGSHANG_DOCUMENT_NUMBERS (document_numbers): correction_notice: the pattern lacks {n}";
        assert!(faults.contains(&said.to_owned()), "{faults:?}");
        let own = "correction_notice={prefix}补〔{year}〕{n}号";
        let given = [("YINGSHANG_DOCUMENT_PREFIX", "开人社"), ("YINGSHANG_DOCUMENT_NUMBERS", own)];
        assert!(load(&given).is_ok());
    }

    #[test]
    fn a_weak_secret_of_a_provider_stops_the_start_and_is_not_repeated() {
        for given in [
            "unicom",
            "unicom=short",
            "unicom=",
            "=0123456789abcdef0123456789abcdef",
            "unicom=0123456789abcdef/0123456789abcdef",
        ] {
            let faults = load(&[("YINGSHANG_SMS_PROVIDERS", given)]).err().expect("faults");
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(!faults[0].contains("0123456789abcdef") && !faults[0].contains("short"), "{faults:?}");
        }
        let given = "unicom=0123456789abcdef0123456789abcdef; telecom=fedcba9876543210fedcba9876543210";
        let config = load(&[("YINGSHANG_SMS_PROVIDERS", given)]).unwrap_or_else(|faults| panic!("{faults:?}"));
        let providers = &config.settings.sms_providers;
        assert!(providers.admits("unicom", "0123456789abcdef0123456789abcdef"));
        assert!(!providers.admits("telecom", "0123456789abcdef0123456789abcdef"));
        assert!(!providers.admits("nobody", ""));
        assert!(!format!("{:?}", config.settings).contains("0123456789abcdef"));
    }

    #[test]
    fn the_environment_goes_before_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("yingshang.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:9000\"\nqueue = 7\nmystery = 1\nworkers = \"many\"\n")
            .expect("written");
        let file = file.to_str().expect("UTF-8");
        let faults = load(&[("YINGSHANG_CONFIG", file)]).err().expect("faults");
        assert_eq!(faults.len(), 2, "{faults:?}");
        std::fs::write(file, "listen = \"127.0.0.1:9000\"\nqueue = 7\n").expect("written");
        let config = load(&[("YINGSHANG_CONFIG", file), ("YINGSHANG_QUEUE", "8")]).unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!((config.listen.port(), config.queue), (9000, 8));
    }

    #[test]
    fn the_example_file_names_every_key() {
        let example = include_str!("../../.env.example");
        for key in KEYS {
            assert!(example.contains(&key.example()), "{} is not in .env.example as it should be", key.env);
        }
    }
}
