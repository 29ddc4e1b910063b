//! yingshang-api
