#ifndef REGISTRAR_CTABLES_H
#define REGISTRAR_CTABLES_H

#include <stddef.h>

// Each table is UTF-8 text, one entry a line, and its length in bytes. Swift sees no C array of unknown length, hence the functions.
extern const char registrar_public_suffix_list_text[];
extern const size_t registrar_public_suffix_list_bytes;
static inline const char *registrar_public_suffix_list_start(void) { return registrar_public_suffix_list_text; }
extern const char registrar_free_mail_text[];
extern const size_t registrar_free_mail_bytes;
static inline const char *registrar_free_mail_start(void) { return registrar_free_mail_text; }
extern const char registrar_disposable_text[];
extern const size_t registrar_disposable_bytes;
static inline const char *registrar_disposable_start(void) { return registrar_disposable_text; }
extern const char registrar_shared_hosts_text[];
extern const size_t registrar_shared_hosts_bytes;
static inline const char *registrar_shared_hosts_start(void) { return registrar_shared_hosts_text; }
extern const char registrar_legal_forms_text[];
extern const size_t registrar_legal_forms_bytes;
static inline const char *registrar_legal_forms_start(void) { return registrar_legal_forms_text; }
extern const char registrar_holidays_text[];
extern const size_t registrar_holidays_bytes;
static inline const char *registrar_holidays_start(void) { return registrar_holidays_text; }

#endif
