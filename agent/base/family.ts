/** Of IP addresses: version 4 or 6. An instance of VRRP speaks one of them. */
export type Family = 4 | 6;
