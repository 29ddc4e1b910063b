//! Figures: the catalogue, shares and their thresholds, rankings, the persistent bottom, and periods.

mod statistics {
    mod bottom;
    mod catalogue;
    mod periods;
    mod ranking;
    mod shares;
}
