/* The settings that git hands on in the environment: `git -c key=value`, --config-env, GIT_CONFIG_COUNT. */
#ifndef HISTORY_ENVIRONMENT_CONFIG_H
#define HISTORY_ENVIRONMENT_CONFIG_H

#include "lead/config.h"

/* GIT_CONFIG_COUNT with its keys and values, then GIT_CONFIG_PARAMETERS: git's order. ERR_INVALID if malformed. */
int environment_read_config(struct config *config) MUST_CHECK;
/* The text of GIT_CONFIG_PARAMETERS alone. */
int config_parameters_parse(struct config *config, const char *parameters) MUST_CHECK;

#endif
