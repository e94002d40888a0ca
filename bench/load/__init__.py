"""A load of synthetic people: real ICE, DTLS-SRTP, RTP and RTCP, but no codec and no browser."""
