//! Raw values and the faults found while they are read.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::str::FromStr;

use super::key::{ELSEWHERE, KEYS, Key};

/// Values by key name.
pub(super) struct Values {
    given: HashMap<&'static str, String>,
    faults: Vec<String>,
}

impl Values {
    /// Gathers what is given.
    pub(super) fn read(environment: impl IntoIterator<Item = (String, String)>) -> Self {
        // Empty means not given: that is what docker compose makes of a variable that is not set.
        let environment: BTreeMap<String, String> =
            environment.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        let mut values = Self { given: HashMap::new(), faults: Vec::new() };
        if let Some(path) = environment.get("YINGSHANG_CONFIG") {
            values.take_file(path);
        }
        for (name, value) in environment {
            match KEYS.iter().find(|key| key.env == name) {
                Some(key) => drop(values.given.insert(key.name, value.trim().to_owned())),
                None if name.starts_with("YINGSHANG_") && !ELSEWHERE.contains(&name.as_str()) => {
                    values.faults.push(format!("{name}: there is no such key; .env.example lists them all"));
                }
                None => {}
            }
        }
        values
    }

    fn take_file(&mut self, path: &str) {
        let table = std::fs::read_to_string(path)
            .map_err(|error| error.to_string())
            .and_then(|text| text.parse::<toml::Table>().map_err(|error| error.message().to_owned()));
        let table = match table {
            Ok(table) => table,
            Err(error) => return self.faults.push(format!("{path}: {error}")),
        };
        for (name, value) in table {
            let value = match value {
                toml::Value::String(text) => Some(text),
                toml::Value::Integer(number) => Some(number.to_string()),
                toml::Value::Boolean(flag) => Some(flag.to_string()),
                _ => None,
            };
            match (KEYS.iter().find(|key| key.name == name), value) {
                (Some(key), Some(value)) => drop(self.given.insert(key.name, value)),
                (Some(_), None) => self.faults.push(format!("{path}: {name} must be a text, a number or true/false")),
                (None, _) => self.faults.push(format!("{path}: there is no key {name}; .env.example lists them all")),
            }
        }
    }

    /// A value, or its default.
    pub(super) fn get<T: FromStr>(&mut self, name: &str) -> T {
        let key = key(name);
        let given = self.given.get(key.name).and_then(|text| {
            let value = text.parse().ok();
            if value.is_none() {
                // The value itself may be a secret in the wrong place.
                self.faults.push(format!("{} ({}): the value cannot be used; {}", key.env, key.name, key.about));
            }
            value
        });
        given.unwrap_or_else(|| default(key))
    }

    /// A number between two bounds, or its default.
    pub(super) fn within<T: FromStr + PartialOrd + Display>(&mut self, name: &str, least: T, most: T) -> T {
        let value = self.get(name);
        if (&least..=&most).contains(&&value) {
            return value;
        }
        let key = key(name);
        self.faults.push(format!("{} ({}): must be between {least} and {most}", key.env, key.name));
        default(key)
    }

    /// A value that may be left out.
    pub(super) fn optional<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.given.contains_key(name).then(|| self.given[name].parse().ok()).flatten()
    }

    /// Notes a fault that only shows when several values are put together. `what` must not repeat a value that may be a secret.
    pub(super) fn fault(&mut self, name: &str, what: &str) {
        let key = key(name);
        self.faults.push(format!("{} ({}): {what}", key.env, key.name));
    }

    /// The configuration, if there was no fault.
    pub(super) fn finish<T>(self, config: T) -> Result<T, Vec<String>> {
        if self.faults.is_empty() { Ok(config) } else { Err(self.faults) }
    }
}

fn key(name: &str) -> &'static Key {
    KEYS.iter().find(|key| key.name == name).unwrap_or_else(|| panic!("{name} is not in the table of keys"))
}

fn default<T: FromStr>(key: &Key) -> T {
    key.default.parse().unwrap_or_else(|_| panic!("the default of {} cannot be used", key.name))
}
