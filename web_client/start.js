// Nobody was sent here by a link: then there may be danger, and the OPD is asked for first. Before anything else of the page is there.

/** A link carries its invitation behind "#"; "?link" asks for the page that explains one. */
export const isLeaving = location.hash.length < 2 && location.search === "";

if (isLeaving) location.replace("/opd/");
