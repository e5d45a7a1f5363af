/** The original whose language, answers and exit codes are followed. */
export const originalVersion = "2.6.12";
