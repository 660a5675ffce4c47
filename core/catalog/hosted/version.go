package hosted

// Version is the version of the HTTP interface: its addresses, requests and
// replies. The first number changes with the address (/v1/), the second when
// something is added, the third when only words change.
const Version = "1.0.0"
