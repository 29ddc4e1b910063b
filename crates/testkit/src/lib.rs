//! yingshang-testkit
