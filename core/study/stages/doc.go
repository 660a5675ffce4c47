// Package stages compares stretches of time, and days of large moves with all others.
package stages
